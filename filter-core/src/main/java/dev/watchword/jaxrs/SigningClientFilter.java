package dev.watchword.jaxrs;

import dev.watchword.outgoing.OutgoingTokens;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;

/**
 * Puts a token into the calls of the JAX-RS client it is registered with, where their origin is
 * listed; other calls go out as they are. A header {@code Authorization} of a call that gets a
 * token is replaced.
 *
 * <p>A call with a token follows no redirect, or the token would be taken to another host: with
 * Jersey the filter sees to that; other runtimes follow none unless they are told to. Safe for use
 * by several threads at once.
 */
public final class SigningClientFilter implements ClientRequestFilter {
  /** Jersey follows redirects by default; others do not know the name. */
  private static final String JERSEY_FOLLOWS = "jersey.config.client.followRedirects";

  private final OutgoingTokens tokens;

  public SigningClientFilter(OutgoingTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public void filter(ClientRequestContext request) {
    Optional<String> token = tokens.tokenFor(request.getUri());
    if (token.isPresent()) {
      request.setProperty(JERSEY_FOLLOWS, false);
      request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token.get());
    }
  }
}
