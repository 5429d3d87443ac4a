package dev.watchword.issue;

import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenType;
import java.util.Set;

/**
 * An OAuth client that exchanges its credentials for a token (RFC 6749 section 4.4).
 *
 * @param issuer the operator's name for the issuer that signs its tokens
 * @param scopes all that it may ask for
 * @param type of its tokens: {@code JWT}, or {@code ACCESS} for those of RFC 9068
 * @param assertionAudiences of which {@code aud} has one where the client signs who it is (RFC
 *     7523); none where it shows its secret alone
 */
public record Client(
    String id,
    SharedKey secret,
    String issuer,
    Set<String> scopes,
    TokenType type,
    Set<String> assertionAudiences) {
  /** A client that shows its secret, and whose tokens are of the type {@code JWT}. */
  public Client(String id, SharedKey secret, String issuer, Set<String> scopes) {
    this(id, secret, issuer, scopes, TokenType.JWT, Set.of());
  }

  public Client {
    scopes = Set.copyOf(scopes);
    assertionAudiences = Set.copyOf(assertionAudiences);
  }
}
