package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.eclipse.microprofile.auth.LoginConfig;
import org.jspecify.annotations.Nullable;

/** Gives a request that has passed the principal that MicroProfile JWT promises. */
final class TokenFilter implements ContainerRequestFilter {
  @Context @Nullable Application application;

  /** The same, with the token as principal. */
  private record TokenSecurityContext(CallerToken token, SecurityContext original)
      implements SecurityContext {
    @Override
    public Principal getUserPrincipal() {
      return token;
    }

    @Override
    public boolean isUserInRole(String role) {
      return original.isUserInRole(role);
    }

    @Override
    public boolean isSecure() {
      return original.isSecure();
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
      return original.getAuthenticationScheme();
    }
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Pass pass = CurrentDecision.among(request.getPropertyNames(), request::getProperty);
    CallerToken token = CallerToken.of(pass);
    if (token != null && asksForTokens()) {
      request.setSecurityContext(new TokenSecurityContext(token, request.getSecurityContext()));
    }
  }

  /** A container may have made a subclass. */
  private boolean asksForTokens() {
    Class<?> type = application == null ? null : application.getClass();
    for (; type != null; type = type.getSuperclass()) {
      LoginConfig login = type.getAnnotation(LoginConfig.class);
      if (login != null) {
        return login.authMethod().equals("MP-JWT");
      }
    }
    return false;
  }
}
