package dev.watchword.jaxrs;

import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs outgoing calls: every request of the JAX-RS client it is registered with carries a fresh
 * short-lived token. Safe for use by several threads at once.
 */
public final class SigningClientFilter implements ClientRequestFilter {
  private final TokenSigner signer;
  private final Map<String, Object> claims;
  private final Duration lifetime;
  private final InstantSource clock;

  /**
   * A filter.
   *
   * @param claims of every token, such as {@code sub} and {@code aud}; not its dates
   * @param lifetime from now to {@code exp}; whole seconds
   */
  public SigningClientFilter(TokenSigner signer, Map<String, ?> claims, Duration lifetime) {
    this(signer, claims, lifetime, InstantSource.system());
  }

  SigningClientFilter(
      TokenSigner signer, Map<String, ?> claims, Duration lifetime, InstantSource clock) {
    this.signer = signer;
    this.claims = Map.copyOf(claims);
    this.lifetime = lifetime;
    this.clock = clock;
    if (claims.containsKey("iat") || claims.containsKey("exp")) {
      throw new IllegalArgumentException("iat and exp are set by the filter");
    }
  }

  @Override
  public void filter(ClientRequestContext request) {
    Instant now = clock.instant();
    Map<String, Object> signed = new LinkedHashMap<>(claims);
    signed.put("iat", now);
    signed.put("exp", now.plus(lifetime));
    String token = signer.sign(TokenKind.SIGNED, signed, now);
    request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
  }
}
