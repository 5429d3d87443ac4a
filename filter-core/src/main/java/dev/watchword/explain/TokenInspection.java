package dev.watchword.explain;

import dev.watchword.explain.Explanation.Step;
import dev.watchword.json.JsonScanner;
import dev.watchword.token.Claims;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.JoseHeader;
import dev.watchword.token.KeyRing.CandidateKeys;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Printable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenText;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.TokenVerifier.MacMatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One token's way through the verifier, slowly: the same pieces in the same order, each with a note
 * of what it expected and got. {@code ExplanationTest} holds it to the verifier's word.
 */
final class TokenInspection {
  private final TokenVerifier verifier;
  private final String token;
  private final IssuerFilter selection;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> members = new LinkedHashMap<>();
  private @Nullable TokenText text;
  private @Nullable JoseHeader header;
  private @Nullable Issuer issuer;
  private @Nullable Claims claims;

  TokenInspection(TokenVerifier verifier, String token, IssuerFilter selection, Instant now) {
    this.verifier = verifier;
    this.token = token;
    this.selection = selection;
    this.now = now;
  }

  TokenVerifier verifier() {
    return verifier;
  }

  String token() {
    return token;
  }

  IssuerFilter selection() {
    return selection;
  }

  Instant now() {
    return now;
  }

  List<Step> steps() {
    return steps;
  }

  /** The parts of a token of sound form; null before. */
  @Nullable TokenText text() {
    return text;
  }

  /** A sound header; null before. */
  @Nullable JoseHeader header() {
    return header;
  }

  /** A member of the header, however bad the rest may be, to be shown; null where it is missing. */
  @Nullable String member(String name) {
    return members.get(name);
  }

  /** The issuer whose keys may try; null before. */
  @Nullable Issuer issuer() {
    return issuer;
  }

  /** The claims of a token whose MAC was right; null before. */
  @Nullable Claims claims() {
    return claims;
  }

  void run() {
    String length = Integer.toString(token.length());
    boolean sound =
        note(
            "size",
            verifier.sizeFault(token),
            "at most " + verifier.longest() + " characters",
            length);
    TokenText parts = sound ? TokenText.read(token) : null;
    if (sound && form() && parts != null) {
      text = parts;
      JoseHeader read = header(parts);
      if (read != null) {
        header = read;
        proven(parts, read);
      }
    }
  }

  /** Notes a step; whether it passed. */
  private boolean note(String check, @Nullable Rejection refused, String expected, String got) {
    steps.add(new Step(check, refused, expected, got));
    return refused == null;
  }

  private boolean form() {
    return note(
        "form",
        TokenText.fault(token),
        "three parts of unpadded base64url, with dots between",
        ValueText.form(token));
  }

  private @Nullable JoseHeader header(TokenText parts) {
    byte[] json = parts.header();
    Rejection tooLarge = TokenVerifier.headerSizeFault(parts);
    if (tooLarge != null) {
      note("header", tooLarge, "at most " + JoseHeader.LARGEST + " bytes", json.length + " bytes");
      return null;
    }
    JsonScanner.scan(
        json,
        (name, value) -> members.put(name, value == null ? "no string" : Printable.text(value)));
    JoseHeader read = verifier.ring().header(parts);
    Rejection refused = read.refused();
    Reason reason = refused == null ? null : refused.reason();
    String shown = Printable.plain(new String(json, StandardCharsets.UTF_8));
    boolean sound =
        note(
            "header",
            reason == Reason.ALGORITHM || reason == Reason.TYPE ? null : refused,
            "one strict JSON object without crit, zip, enc or b64, any kid short and printable",
            shown);
    if (sound && reason != Reason.TYPE) {
      sound = note("alg", refused, "HS256, HS384 or HS512", shownMember("alg"));
    }
    if (sound) {
      String types = "none, JWT, at+jwt or widget+jwt";
      sound = note("typ", refused, types, shownMember("typ"));
    }
    return sound ? read : null;
  }

  private String shownMember(String name) {
    return members.getOrDefault(name, "none");
  }

  private void proven(TokenText parts, JoseHeader sound) {
    MacAlgorithm algorithm = sound.algorithm();
    boolean fits =
        note(
            "mac",
            TokenVerifier.macSizeFault(parts, sound),
            algorithm.macChars() + " characters, as " + algorithm + " has",
            Integer.toString(parts.macChars()));
    if (fits) {
      CandidateKeys candidates = verifier.candidates(parts, sound, selection, now);
      issuer = candidates.issuer();
      if (issuer != null) {
        note("issuer", null, among(), issuer.name());
      }
      SharedKey key = key(parts, sound, candidates);
      if (key != null && issuer != null) {
        payload(parts, issuer);
      }
    }
  }

  /** The key that fits; the steps say how far the others came. */
  private @Nullable SharedKey key(TokenText parts, JoseHeader sound, CandidateKeys candidates) {
    MacMatch proof = TokenVerifier.authenticate(parts, sound.algorithm(), candidates);
    SharedKey key = proof.key();
    if (candidates.issuer() == null) {
      note("issuer", proof.refused(), among(), "none of them");
      return null;
    }
    String asked = sound.kid() == null ? "no kid" : "kid " + Printable.text(sound.kid());
    String wanted =
        sound.kid() == null
            ? "a live key of issuer " + candidates.issuer().name()
            : "the live key of that kid, or one live key without an id";
    if (candidates.keys().isEmpty()) {
      note("key", proof.refused(), wanted, asked + ", and keys " + all(candidates.issuer()));
      return null;
    }
    String tried =
        candidates.keys().stream().map(TokenInspection::named).collect(Collectors.joining(" or "));
    note("key", null, wanted, asked + ", so " + tried);
    boolean wrongAlgorithm = key == null && proof.refused().reason() == Reason.ALGORITHM;
    note(
        "keyalg",
        wrongAlgorithm ? proof.refused() : null,
        candidates.keys().get(0).algorithms().stream()
            .sorted()
            .map(Enum::name)
            .collect(Collectors.joining(" or ")),
        sound.algorithm().name());
    if (!wrongAlgorithm) {
      String got = key == null ? "another MAC" : "that of " + named(key);
      note("signature", key == null ? proof.refused() : null, "the MAC of " + tried, got);
    }
    return key;
  }

  private String among() {
    String picked = selection.selector();
    String among = "";
    if (!selection.allowed().isEmpty()) {
      among =
          ", of those that the rule names: "
              + String.join(", ", new TreeSet<>(selection.allowed()));
    }
    if (verifier.ring().picksByIss()) {
      return "an issuer with the token's iss" + among;
    }
    return picked == null
        ? "one issuer that may have signed" + among
        : "an issuer that the request picks by " + Printable.text(picked) + among;
  }

  private String all(Issuer signer) {
    return signer.keys().stream()
        .map(key -> named(key) + ValueText.dates(key, now))
        .collect(Collectors.joining(", "));
  }

  private static String named(SharedKey key) {
    String kid = key.kid() == null ? "" : " kid " + Printable.text(key.kid());
    return key.name() + kid + " ***" + key.fingerprint();
  }

  private void payload(TokenText parts, Issuer signer) {
    Claims read = TokenVerifier.claims(parts, signer);
    boolean sound =
        note(
            "payload",
            read == null ? TokenVerifier.PAYLOAD : null,
            "one strict JSON object, each name once",
            Printable.plain(new String(parts.payload(), StandardCharsets.UTF_8)));
    if (sound && read != null) {
      claims = read;
      steps.addAll(new ClaimDescriptions(signer.rules(), read, now).steps());
    }
  }
}
