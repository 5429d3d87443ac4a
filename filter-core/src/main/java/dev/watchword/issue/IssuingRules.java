package dev.watchword.issue;

import dev.watchword.token.SessionClaims;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What an issuer signs for others.
 *
 * @param lifetime of a token where the request asks for no other
 * @param longest the longest lifetime that may be asked for
 * @param claims the only claims that a request may add
 * @param tokenSize the greatest length of a token in characters, which its verifier accepts
 */
public record IssuingRules(
    Duration lifetime, Duration longest, List<String> claims, int tokenSize) {
  /** The claims that the issuer alone sets (RFC 7519 section 4.1), and those of sessions. */
  public static final Set<String> RESERVED =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "kid",
          "typ",
          "alg",
          SessionClaims.ASSURANCE,
          SessionClaims.UNVERIFIED_USER);

  /** Five minutes, at most an hour, and what vendors' widgets show of a user. */
  public static final IssuingRules DEFAULT =
      new IssuingRules(
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          List.of(
              "name",
              "email",
              "profilePicture",
              "companies",
              "widgetId",
              "customerId",
              "customerName",
              "userName",
              "userEmail",
              "userAvatarUrl"));

  /** Rules for tokens of the length that a verifier accepts unless told otherwise. */
  public IssuingRules(Duration lifetime, Duration longest, List<String> claims) {
    this(lifetime, longest, claims, TokenVerifier.DEFAULT_LENGTH);
  }

  public IssuingRules {
    claims = List.copyOf(claims);
    if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(longest) > 0) {
      throw new IllegalArgumentException("the lifetime must be above 0 and at most the longest");
    }
    for (String claim : claims) {
      if (RESERVED.contains(claim)) {
        throw new IllegalArgumentException("'" + claim + "' is set by the issuer alone");
      }
    }
  }
}
