package dev.watchword.explain;

import dev.watchword.token.MacAlgorithm;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Mistakes with the member {@code alg} of the header. */
final class AlgorithmHints {
  private AlgorithmHints() {}

  /** What an algorithm that is none of ours tells; {@code shown} is in quotes. */
  static List<Hint> of(@Nullable String shown) {
    String alg = shown == null ? "" : shown.replace("\"", "");
    String upper = alg.toUpperCase(Locale.ROOT);
    if (upper.equals("NONE")) {
      return List.of(
          new Hint(
              "unsigned",
              "alg is none: nobody signed this token, and anybody could have written it. Sign it"
                  + " with HS256 and the shared secret."));
    }
    if (upper.matches("(RS|PS|ES)[0-9]{3}K?|EDDSA|ED25519")) {
      return List.of(
          new Hint(
              "asymmetric",
              alg
                  + " signs with a private key, as OpenID providers do. Here a shared secret is"
                  + " wanted: sign with HS256, or verify such tokens with another library."));
    }
    if (MacAlgorithm.ofName(upper) != null && !alg.equals(upper)) {
      return List.of(
          new Hint("case", "alg is written " + upper + ", in capitals (RFC 7515 section 4.1.1)."));
    }
    return List.of();
  }
}
