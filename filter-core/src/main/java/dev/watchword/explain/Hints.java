package dev.watchword.explain;

import dev.watchword.explain.Explanation.Hint;
import dev.watchword.json.StrictJson;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenText;
import dev.watchword.token.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The mistakes that people make, looked for where the verifier stopped. */
final class Hints {
  private Hints() {}

  static List<Hint> of(TokenInspection inspection, Verdict verdict) {
    if (!(verdict instanceof Rejection refused)) {
      return List.of();
    }
    return switch (refused.reason()) {
      case MALFORMED, TOO_LONG -> FormHints.of(inspection);
      case ALGORITHM ->
          inspection.header() == null
              ? algorithm(inspection.member("alg"))
              : KeyHints.of(inspection);
      case TYPE -> type(inspection.member("typ"));
      case UNKNOWN_ISSUER, UNKNOWN_KEY, SIGNATURE -> KeyHints.of(inspection);
      case PAYLOAD -> payload(inspection);
      default -> ClaimHints.of(inspection);
    };
  }

  /** What an algorithm that is none of ours tells; {@code shown} is in quotes. */
  static List<Hint> algorithm(@Nullable String shown) {
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

  private static List<Hint> type(@Nullable String shown) {
    return List.of(
        new Hint(
            "kind",
            "typ "
                + (shown == null ? "" : shown)
                + " is another kind of token, made for another purpose. A caller's own has JWT,"
                + " at+jwt or no typ."));
  }

  private static List<Hint> payload(TokenInspection inspection) {
    TokenText text = inspection.text();
    List<Hint> hints = new ArrayList<>();
    if (text != null && StrictJson.read(text.payload(), true) != null) {
      hints.add(
          new Hint(
              "twice",
              "A claim stands twice with the same value, as Fogbender's signer writes it. Mend the"
                  + " signer, or set watchword.relax=duplicates (or the profile fogbender)."));
    } else if (text != null && text.payload()[0] != '{') {
      hints.add(new Hint("object", "The signer was given a text or a list; give it an object."));
    }
    return hints;
  }
}
