package dev.watchword.issue;

import dev.watchword.token.SharedKey;
import java.util.Set;

/**
 * An OAuth client that exchanges its credentials for a token (RFC 6749 section 4.4).
 *
 * @param issuer the operator's name for the issuer that signs its tokens
 * @param scopes all that it may ask for
 */
public record Client(String id, SharedKey secret, String issuer, Set<String> scopes) {
  public Client {
    scopes = Set.copyOf(scopes);
  }
}
