package dev.watchword.token;

import dev.watchword.json.PayloadJson;
import dev.watchword.token.CandidateKeys.Found;
import dev.watchword.token.Verdict.Admitted;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Token text and an instant in, verdict out. The order is the defence: size, form, header, key, MAC
 * over the raw bytes, and only then the payload, so that the payload of a token without the right
 * MAC is never parsed.
 */
public final class TokenVerifier {
  /** The greatest length of a token in characters, unless told otherwise. */
  public static final int DEFAULT_LENGTH = 8192;

  /** A token of more characters than that. */
  public static final Rejection TOO_LONG =
      new Rejection(Reason.TOO_LONG, "the token is longer than watchword.tokensize allows");

  private static final Rejection MAC_LENGTH =
      new Rejection(Reason.SIGNATURE, "the MAC has not the length that alg demands");
  private static final Rejection PAYLOAD =
      new Rejection(
          Reason.PAYLOAD, "the MAC is right, but the payload is not one strict JSON object");

  /** Used when no key may try, so that the time taken does not tell whether a kid is known. */
  private static final SharedKey DUMMY_KEY =
      new SharedKey("dummy", null, new byte[64], Set.of(MacAlgorithm.values()), null, null);

  private final KeyRing ring;
  private final int longest;

  public TokenVerifier(KeyRing ring) {
    this(ring, DEFAULT_LENGTH);
  }

  /** A verifier that refuses tokens of more than {@code longest} characters unread. */
  public TokenVerifier(KeyRing ring, int longest) {
    this.ring = ring;
    this.longest = longest;
  }

  /**
   * Judges a token. Never throws, whatever the text: a fault inside is a refusal too.
   *
   * @param token the compact form (RFC 7515 section 7.1), without scheme or white space
   * @param now the instant at which the token must be good
   */
  public Verdict verify(String token, Instant now) {
    return verify(token, IssuerFilter.ANY, now);
  }

  /** Judges a token of which the request or its rule says who may have signed it. */
  public Verdict verify(String token, IssuerFilter filter, Instant now) {
    try {
      Admitted known = ring.remembered(token, filter, now);
      return known == null ? walk(token, filter, now, Unobserved.INSTANCE) : known;
    } catch (RuntimeException | StackOverflowError fault) {
      return new Rejection(Reason.FAULT, fault.getClass().getName());
    }
  }

  /**
   * Judges a token by the same steps as {@link #verify}, but never from memory, and tells each step
   * to an observer.
   *
   * @throws RuntimeException where {@code verify} would refuse for {@link Reason#FAULT}, and
   *     whatever the observer throws
   */
  public Verdict walk(
      String token, IssuerFilter filter, Instant now, VerificationObserver observer) {
    Rejection refused = token.length() > longest ? TOO_LONG : null;
    observer.size(refused);
    if (refused != null) {
      return refused;
    }
    TokenText text = TokenText.read(token);
    if (text == null) {
      observer.form(TokenText.SHAPE);
      return TokenText.SHAPE;
    }
    observer.form(null);
    JoseHeader header = ring.headers().of(text);
    observer.header(text, header);
    refused = header.refused();
    if (refused != null) {
      return refused;
    }
    refused = text.macChars() == header.algorithm().macChars() ? null : MAC_LENGTH;
    observer.macSize(text, header, refused);
    return refused == null ? authenticate(text, header, filter, now, observer) : refused;
  }

  private Verdict authenticate(
      TokenText text,
      JoseHeader header,
      IssuerFilter filter,
      Instant now,
      VerificationObserver observer) {
    CandidateKeys candidates = ring.candidates(text, header.kid(), filter, now);
    observer.candidates(header, candidates);
    if (!(candidates instanceof Found found)) {
      match(text, header.algorithm(), List.of());
      return candidates.refused(header.algorithm());
    }
    SharedKey key = match(text, header.algorithm(), found.keys());
    if (key == null) {
      Rejection refused = found.refused(header.algorithm());
      observer.mismatch(header, found, refused);
      return refused;
    }
    observer.match(header, found, key);
    ring.headers().keep(text, header);
    Verdict verdict = judgeClaims(text, header.type(), found.issuer(), key, now, observer);
    if (verdict instanceof Admitted admitted) {
      key.usedAt(now);
      ring.keep(text.token(), filter, admitted, found.issuer(), key, now);
    }
    return verdict;
  }

  /** The key under which the MAC is right; null for none. */
  private static @Nullable SharedKey match(
      TokenText text, MacAlgorithm algorithm, List<SharedKey> keys) {
    byte[] shown = text.mac();
    boolean tried = false;
    for (SharedKey key : keys) {
      byte[] right = text.macBy(key, algorithm);
      if (right != null && MessageDigest.isEqual(right, shown)) {
        return key;
      }
      tried |= right != null;
    }
    if (!tried) {
      text.macBy(DUMMY_KEY, algorithm);
    }
    return null;
  }

  private static Verdict judgeClaims(
      TokenText text,
      TokenType type,
      Issuer issuer,
      SharedKey key,
      Instant now,
      VerificationObserver observer) {
    Map<String, @Nullable Object> members =
        PayloadJson.read(text.payload(), issuer.allows(Relaxation.DUPLICATES));
    if (members == null) {
      observer.payload(text, PAYLOAD);
      return PAYLOAD;
    }
    observer.payload(text, null);
    Claims claims = new Claims(members, issuer.allows(Relaxation.JSONTEXT));
    observer.claims(issuer, claims);
    Rejection broken = issuer.rules().broken(claims, now);
    return broken == null ? new Admitted(new Caller(issuer, key, type, claims)) : broken;
  }

  /**
   * The issuer of a publishable token; null where no issuer has it, or where it is not accepted
   * here. Such a token is compared as a whole and never read as anything else.
   *
   * @throws IssuerSourceException where an issuer source cannot answer
   */
  public @Nullable Issuer publisher(String token, IssuerFilter filter) {
    return ring.publisher(token, filter);
  }

  /**
   * The issuer that is left where there is no token to tell; null for none, or more than one.
   *
   * @throws IssuerSourceException where an issuer source cannot answer
   */
  public @Nullable Issuer remaining(IssuerFilter filter) {
    return ring.remaining(filter);
  }

  public KeyRing ring() {
    return ring;
  }

  public int longest() {
    return longest;
  }
}
