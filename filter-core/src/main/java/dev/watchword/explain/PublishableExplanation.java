package dev.watchword.explain;

import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import java.util.List;

/**
 * Why a publishable token is refused where a signed one is wanted. A guard never reads it as a JWT.
 */
final class PublishableExplanation {
  private static final Rejection UNKNOWN =
      new Rejection(Reason.PUBLISHABLE, "nobody here has this publishable token");
  private static final Rejection NOT_SIGNED =
      new Rejection(Reason.KIND, "a path rule wants a signed token, unless it says publishable");

  private PublishableExplanation() {}

  static Explanation of(TokenVerifier verifier, String token, IssuerFilter filter) {
    Rejection refused;
    String got = "none of them";
    try {
      Issuer issuer = verifier.publisher(token, filter);
      refused = issuer == null ? UNKNOWN : NOT_SIGNED;
      got = issuer == null ? got : "that of " + issuer.name();
    } catch (IssuerSourceException cannotAnswer) {
      refused = cannotAnswer.refused();
    }
    ExplainedStep step =
        new ExplainedStep(
            "token", refused, "a signed token, or where a rule takes it a publishable one", got);
    Hint hint =
        new Hint(
            "publishable",
            "This is a publishable token: it is no JWT and proves nothing. It passes only where a"
                + " path rule says publishable, and only to read.");
    return new Explanation(List.of(step), List.of(hint), refused);
  }
}
