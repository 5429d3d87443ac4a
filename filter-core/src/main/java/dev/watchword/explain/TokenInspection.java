package dev.watchword.explain;

import dev.watchword.json.JsonScanner;
import dev.watchword.token.CandidateKeys;
import dev.watchword.token.Claims;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.JoseHeader;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Printable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenText;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import dev.watchword.token.VerificationObserver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One token's way through the verifier, with a note for each step of what it expected and got, and
 * with what the hints are found in.
 */
final class TokenInspection implements VerificationObserver {
  private final TokenVerifier verifier;
  private final String token;
  private final IssuerFilter filter;
  private final Instant now;
  private final List<ExplainedStep> steps = new ArrayList<>();
  private final Map<String, String> members = new LinkedHashMap<>();
  private @Nullable TokenText text;
  private @Nullable JoseHeader header;
  private @Nullable Issuer issuer;
  private @Nullable Claims claims;

  TokenInspection(TokenVerifier verifier, String token, IssuerFilter filter, Instant now) {
    this.verifier = verifier;
    this.token = token;
    this.filter = filter;
    this.now = now;
  }

  /** Has the token verified, and notes each step. */
  Verdict run() {
    return verifier.walk(token, filter, now, this);
  }

  TokenVerifier verifier() {
    return verifier;
  }

  String token() {
    return token;
  }

  IssuerFilter filter() {
    return filter;
  }

  Instant now() {
    return now;
  }

  List<ExplainedStep> steps() {
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

  /** Notes a step; whether it passed. */
  private boolean note(String check, @Nullable Rejection refused, String expected, String got) {
    steps.add(new ExplainedStep(check, refused, expected, got));
    return refused == null;
  }

  @Override
  public void size(@Nullable Rejection refused) {
    String most = "at most " + verifier.longest() + " characters";
    note("size", refused, most, Integer.toString(token.length()));
  }

  @Override
  public void form(@Nullable Rejection refused) {
    String parts = "three parts of unpadded base64url, with dots between";
    note("form", refused, parts, ValueText.form(token));
  }

  @Override
  public void header(TokenText parts, JoseHeader read) {
    text = parts;
    byte[] json = parts.header();
    Rejection refused = read.refused();
    if (json.length > JoseHeader.LARGEST) {
      note("header", refused, "at most " + JoseHeader.LARGEST + " bytes", json.length + " bytes");
      return;
    }
    JsonScanner.scan(
        json,
        (name, value) -> members.put(name, value == null ? "no string" : Printable.text(value)));
    Reason reason = refused == null ? null : refused.reason();
    boolean sound =
        note(
            "header",
            reason == Reason.ALGORITHM || reason == Reason.TYPE ? null : refused,
            "one strict JSON object without crit, zip, enc or b64, any kid short and printable",
            Printable.plain(new String(json, StandardCharsets.UTF_8)));
    if (sound && reason != Reason.TYPE) {
      sound = note("alg", refused, "HS256, HS384 or HS512", shownMember("alg"));
    }
    if (sound && note("typ", refused, "none, JWT, at+jwt or widget+jwt", shownMember("typ"))) {
      header = read;
    }
  }

  private String shownMember(String name) {
    return members.getOrDefault(name, "none");
  }

  @Override
  public void macSize(TokenText parts, JoseHeader sound, @Nullable Rejection refused) {
    MacAlgorithm algorithm = sound.algorithm();
    String wanted = algorithm.macChars() + " characters, as " + algorithm + " has";
    note("mac", refused, wanted, Integer.toString(parts.macChars()));
  }

  @Override
  public void candidates(JoseHeader sound, CandidateKeys candidates) {
    issuer = candidates.issuer();
    steps.addAll(KeyDescriptions.of(candidates, sound, filter, verifier.ring(), now));
  }

  @Override
  public void mismatch(JoseHeader sound, CandidateKeys.Found candidates, Rejection refused) {
    boolean wrongAlgorithm = refused.reason() == Reason.ALGORITHM;
    steps.add(KeyDescriptions.algorithm(sound, candidates, wrongAlgorithm ? refused : null));
    if (!wrongAlgorithm) {
      steps.add(KeyDescriptions.signature(candidates, refused, "another MAC"));
    }
  }

  @Override
  public void match(JoseHeader sound, CandidateKeys.Found candidates, SharedKey key) {
    steps.add(KeyDescriptions.algorithm(sound, candidates, null));
    String got = "that of " + KeyDescriptions.named(key);
    steps.add(KeyDescriptions.signature(candidates, null, got));
  }

  @Override
  public void payload(TokenText parts, @Nullable Rejection refused) {
    String shown = Printable.plain(new String(parts.payload(), StandardCharsets.UTF_8));
    note("payload", refused, "one strict JSON object, each name once", shown);
  }

  @Override
  public void claims(Issuer signer, Claims read) {
    claims = read;
    steps.addAll(new ClaimDescriptions(signer.rules(), read, now).steps());
  }
}
