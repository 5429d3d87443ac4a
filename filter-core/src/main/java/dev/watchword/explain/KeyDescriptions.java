package dev.watchword.explain;

import dev.watchword.token.CandidateKeys;
import dev.watchword.token.CandidateKeys.Found;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.JoseHeader;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Printable;
import dev.watchword.token.Rejection;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which issuer and which keys a token gets, and whether one of them made its MAC. */
final class KeyDescriptions {
  private KeyDescriptions() {}

  /** Whether an issuer was picked; where it was, which of its keys may try. */
  static List<ExplainedStep> of(
      CandidateKeys candidates, JoseHeader header, IssuerFilter filter, KeyRing ring, Instant now) {
    Issuer issuer = candidates.issuer();
    Rejection refused = candidates instanceof Found ? null : candidates.refused(header.algorithm());
    String among = among(filter, ring);
    if (issuer == null) {
      return List.of(new ExplainedStep("issuer", refused, among, "none of them"));
    }
    String kid = header.kid();
    String asked = kid == null ? "no kid" : "kid " + Printable.text(kid);
    String keys =
        candidates instanceof Found found
            ? ", so " + tried(found)
            : ", and keys " + all(issuer, now);
    String wanted =
        kid == null
            ? "a live key of issuer " + issuer.name()
            : "the live key of that kid, or live keys without an id";
    return List.of(
        new ExplainedStep("issuer", null, among, issuer.name()),
        new ExplainedStep("key", refused, wanted, asked + keys));
  }

  private static String among(IssuerFilter filter, KeyRing ring) {
    String selector = filter.selector();
    String allowed =
        filter.allowed().isEmpty()
            ? ""
            : ", of those that the rule names: "
                + String.join(", ", new TreeSet<>(filter.allowed()));
    if (ring.picksByIss()) {
      return "an issuer with the token's iss" + allowed;
    }
    return selector == null
        ? "one issuer that may have signed" + allowed
        : "an issuer that the request picks by " + Printable.text(selector) + allowed;
  }

  private static String all(Issuer issuer, Instant now) {
    return issuer.keys().stream()
        .map(key -> named(key) + ValueText.dates(key, now))
        .collect(Collectors.joining(", "));
  }

  private static String tried(Found candidates) {
    return candidates.keys().stream()
        .map(KeyDescriptions::named)
        .collect(Collectors.joining(" or "));
  }

  static String named(SharedKey key) {
    String kid = key.kid() == null ? "" : " kid " + Printable.text(key.kid());
    return key.name() + kid + " ***" + key.fingerprint();
  }

  /** Whether the keys are for the token's algorithm. */
  static ExplainedStep algorithm(JoseHeader header, Found candidates, @Nullable Rejection refused) {
    String allowed =
        candidates.keys().stream()
            .flatMap(key -> key.algorithms().stream())
            .distinct()
            .sorted()
            .map(Enum::name)
            .collect(Collectors.joining(" or "));
    return new ExplainedStep("keyalg", refused, allowed, header.algorithm().name());
  }

  /** Whether one of the keys made the MAC. */
  static ExplainedStep signature(Found candidates, @Nullable Rejection refused, String got) {
    return new ExplainedStep("signature", refused, "the MAC of " + tried(candidates), got);
  }
}
