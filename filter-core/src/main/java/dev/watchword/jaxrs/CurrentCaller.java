package dev.watchword.jaxrs;

import dev.watchword.token.Caller;
import dev.watchword.token.CallerPrincipal;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The caller as a parameter that any JAX-RS runtime can inject: {@code String hello(@BeanParam
 * CurrentCaller current)}.
 */
public final class CurrentCaller {
  @Context @Nullable SecurityContext security;

  /** Who the request's token speaks for; empty on an open path without a token. */
  public Optional<Caller> caller() {
    Principal principal = security == null ? null : security.getUserPrincipal();
    if (principal instanceof CallerPrincipal other) {
      return Optional.of(other.caller());
    }
    return principal instanceof Caller caller ? Optional.of(caller) : Optional.empty();
  }
}
