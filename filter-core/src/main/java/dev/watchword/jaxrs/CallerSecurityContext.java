package dev.watchword.jaxrs;

import dev.watchword.token.Caller;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The caller as JAX-RS knows one. */
record CallerSecurityContext(@Nullable Caller caller, SecurityContext original)
    implements SecurityContext {
  private static final String SCHEME = "Bearer";

  @Override
  public @Nullable Principal getUserPrincipal() {
    return caller;
  }

  @Override
  public boolean isUserInRole(String role) {
    return caller != null && caller.roles().contains(role);
  }

  @Override
  public boolean isSecure() {
    return original.isSecure();
  }

  @Override
  public @Nullable String getAuthenticationScheme() {
    return caller == null ? null : SCHEME;
  }
}
