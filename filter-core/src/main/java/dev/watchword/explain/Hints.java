package dev.watchword.explain;

import dev.watchword.json.StrictJson;
import dev.watchword.token.HeaderSize;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenText;
import dev.watchword.token.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mistakes that people make, looked for where the verifier stopped. */
final class Hints {
  private Hints() {}

  static List<Hint> of(TokenInspection inspection, Verdict verdict) {
    List<Hint> hints = new ArrayList<>();
    if (verdict instanceof Rejection refused) {
      hints.addAll(ofRefusal(inspection, refused));
    } else if (verdict instanceof Verdict.Admitted admitted) {
      hints.addAll(AdmittedHints.of(inspection, admitted.caller()));
    }
    String token = inspection.token();
    if (HeaderSize.isMuch(token.length()) && TokenText.fault(token) == null) {
      String length = "The token has " + token.length() + " characters: ";
      hints.add(new Hint("size", length + HeaderSize.ADVICE + "."));
    }
    return hints;
  }

  private static List<Hint> ofRefusal(TokenInspection inspection, Rejection refused) {
    return switch (refused.reason()) {
      case MALFORMED, TOO_LONG -> FormHints.of(inspection);
      case ALGORITHM ->
          inspection.header() == null
              ? AlgorithmHints.of(inspection.member("alg"))
              : KeyHints.of(inspection);
      case TYPE -> type(inspection.member("typ"));
      case UNKNOWN_ISSUER, UNKNOWN_KEY, SIGNATURE -> KeyHints.of(inspection);
      case PAYLOAD -> payload(inspection);
      default -> ClaimHints.of(inspection);
    };
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
