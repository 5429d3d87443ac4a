package dev.watchword.servlet;

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

  private static final String CALLER = Caller.class.getName();

  private final @Nullable Caller caller;

  GuardedRequest(HttpServletRequest request, @Nullable Caller caller) {
    super(request);
    this.caller = caller;
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

  /** The caller's attribute agrees with the principal: an error page is shown neither. */
  @Override
  public @Nullable Object getAttribute(String name) {
    return name.equals(CALLER) ? caller : super.getAttribute(name);
  }
}
