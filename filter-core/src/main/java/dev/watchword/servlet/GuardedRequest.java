package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.guard.Visitor;
import dev.watchword.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it: the caller is its principal, and the container's own idea
 * of one is hidden.
 */
final class GuardedRequest extends HttpServletRequestWrapper {
  private static final String AUTH_TYPE = "Bearer";

  /** Under this name what is behind the filter finds whose filter it is. */
  static final String WATCHWORD = Watchword.class.getName() + ".guarding";

  private static final String CALLER = Caller.class.getName();
  private static final String VISITOR = Visitor.class.getName();

  private final @Nullable Caller caller;
  private final @Nullable Visitor visitor;
  private final Watchword watchword;

  /** A request of the caller that a decision names; without one for null. */
  GuardedRequest(HttpServletRequest request, Decision.@Nullable Pass pass, Watchword watchword) {
    super(request);
    this.watchword = watchword;
    this.caller = pass == null ? null : pass.caller();
    this.visitor = pass == null ? null : pass.visitor();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return caller == null ? null : caller.getName();
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller != null && caller.roles().contains(role);
  }

  @Override
  public @Nullable String getAuthType() {
    return caller == null ? null : AUTH_TYPE;
  }

  /** The attributes agree with the principal: an error page is shown neither. */
  @Override
  public @Nullable Object getAttribute(String name) {
    if (name.equals(CALLER)) {
      return caller;
    }
    if (name.equals(VISITOR)) {
      return visitor;
    }
    return name.equals(WATCHWORD) ? watchword : super.getAttribute(name);
  }
}
