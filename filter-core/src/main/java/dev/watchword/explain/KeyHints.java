package dev.watchword.explain;

import dev.watchword.token.Issuer;
import dev.watchword.token.JoseHeader;
import dev.watchword.token.Printable;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenText;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Whose key it is that made a MAC which no live key of the issuer made: another key, or what the
 * other side took the secret for.
 */
final class KeyHints {
  /** Among more issuers than this the key is not looked for. */
  private static final int MOST_ISSUERS = 100;

  private final TokenInspection inspection;
  private final TokenText text;
  private final JoseHeader header;
  private final List<Hint> hints = new ArrayList<>();

  private KeyHints(TokenInspection inspection, TokenText text, JoseHeader header) {
    this.inspection = inspection;
    this.text = text;
    this.header = header;
  }

  static List<Hint> of(TokenInspection inspection) {
    TokenText text = inspection.text();
    JoseHeader header = inspection.header();
    if (text == null || header == null || text.macChars() != header.algorithm().macChars()) {
      return List.of(new Hint("cut", "Was the token cut off? Its last part is too short or long."));
    }
    return new KeyHints(inspection, text, header).find();
  }

  private List<Hint> find() {
    List<Issuer> all = inspection.verifier().ring().issuers();
    Issuer own = inspection.issuer();
    List<Issuer> likely = own == null ? all : List.of(own);
    boolean found = all.size() <= MOST_ISSUERS && (hasMade(likely) || hasMade(all));
    boolean misread = !found && likely.size() <= MOST_ISSUERS && isMisread(likely);
    if (own == null) {
      hints.add(
          new Hint(
              "no-issuer",
              "No issuer is picked: the request must carry the selector that watchword.choose"
                  + " names, or the path rule name an issuer; a relaxed issuer only counts where a"
                  + " rule names it."));
    } else if (!found && !misread) {
      hints.add(
          new Hint(
              "other-secret",
              "Neither a configured secret nor a usual misreading of one makes this MAC: the other"
                  + " side signs with another secret, or the token was changed on its way."));
    }
    return hints;
  }

  private boolean hasMade(List<Issuer> issuers) {
    for (Issuer issuer : issuers) {
      for (SharedKey key : issuer.keys()) {
        if (fits(key, UnaryOperator.identity())) {
          hints.add(found(issuer, key));
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(SharedKey key, UnaryOperator<byte[]> misreading) {
    byte[] made = key.secret().misread(misreading, header.algorithm(), text.signingInput());
    return made != null && MessageDigest.isEqual(made, text.mac());
  }

  private Hint found(Issuer issuer, SharedKey key) {
    String who = "key '" + key.name() + "' of issuer '" + issuer.name() + "'";
    String kid = header.kid();
    Issuer own = inspection.issuer();
    if (own != null && !own.name().equals(issuer.name())) {
      return new Hint(
          "issuer", "The MAC is right under " + who + ", but that issuer is not meant.");
    }
    if (!key.allows(header.algorithm())) {
      return notAllowed(key, who);
    }
    if (!key.liveAt(inspection.now())) {
      return new Hint(
          "dates",
          "The MAC is right under %s, which is not good at %s%s."
              .formatted(who, inspection.now(), ValueText.dates(key, inspection.now())));
    }
    if (!Objects.equals(kid, key.kid()) && kid != null) {
      String set = key.kid() == null ? "not set" : Printable.text(key.kid());
      return new Hint(
          "kid",
          "The MAC is right under %s, whose kid is %s; the token says %s."
              .formatted(who, set, Printable.text(kid)));
    }
    return new Hint("key", "The MAC is right under " + who + ".");
  }

  private Hint notAllowed(SharedKey key, String who) {
    String allowed =
        key.algorithms().stream().sorted().map(Enum::name).collect(Collectors.joining(","));
    return new Hint(
        "algorithm",
        "The secret is right, but %s takes %s alone: sign with that, or add %s to watchword.algorithms."
            .formatted(who, allowed, header.algorithm()));
  }

  private boolean isMisread(List<Issuer> issuers) {
    for (SecretMistake misreading : SecretMistake.ALL) {
      for (Issuer issuer : issuers) {
        for (SharedKey key : issuer.keys()) {
          if (fits(key, misreading.as())) {
            hints.add(new Hint(misreading.mistake(), misreading.sentence(key.name())));
            return true;
          }
        }
      }
    }
    return false;
  }
}
