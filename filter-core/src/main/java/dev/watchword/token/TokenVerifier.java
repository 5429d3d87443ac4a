package dev.watchword.token;

import dev.watchword.json.StrictJson;
import dev.watchword.token.KeyRing.CandidateKeys;
import dev.watchword.token.Verdict.Admitted;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Token text and an instant in, verdict out. The order is the defence: size, form, header, key, MAC
 * over the raw bytes, and only then the payload, so that no stranger's payload is ever parsed.
 */
public final class TokenVerifier {
  /** The greatest length of a token in characters, unless told otherwise. */
  public static final int DEFAULT_LENGTH = 8192;

  private static final Rejection TOO_LONG =
      new Rejection(Reason.TOO_LONG, "the token is longer than watchword.tokensize allows");
  private static final Rejection LARGE_HEADER =
      new Rejection(Reason.HEADER, "the header is larger than 1024 bytes");
  private static final Rejection MAC_LENGTH =
      new Rejection(Reason.SIGNATURE, "the MAC has not the length that alg demands");
  private static final Rejection NOT_FOR_KEY =
      new Rejection(Reason.ALGORITHM, "alg is not allowed for the key");
  private static final Rejection NO_ISS =
      new Rejection(
          Reason.UNKNOWN_ISSUER, "the payload has not one iss by which to pick an issuer");
  public static final Rejection PAYLOAD =
      new Rejection(
          Reason.PAYLOAD, "the MAC is right, but the payload is not one strict JSON object");

  /** Tried when no key may, so that the time taken does not tell whether a kid is known. */
  private static final SharedKey DUMMY_KEY =
      new SharedKey("nobody", null, new byte[64], Set.of(MacAlgorithm.values()), null, null);

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
  public Verdict verify(String token, IssuerFilter selection, Instant now) {
    try {
      Admitted known = ring.memory().find(token, selection, now);
      return known == null ? judge(token, selection, now) : known;
    } catch (RuntimeException | StackOverflowError fault) {
      return new Rejection(Reason.FAULT, fault.getClass().getName());
    }
  }

  private Verdict judge(String token, IssuerFilter selection, Instant now) {
    Rejection refused = sizeFault(token);
    if (refused != null) {
      return refused;
    }
    TokenText text = TokenText.read(token);
    if (text == null) {
      return TokenText.SHAPE;
    }
    refused = headerSizeFault(text);
    if (refused != null) {
      return refused;
    }
    JoseHeader header = ring.header(text);
    refused = header.refused();
    if (refused == null) {
      refused = macSizeFault(text, header);
    }
    if (refused != null) {
      return refused;
    }
    CandidateKeys candidates = candidates(text, header, selection, now);
    MacMatch proof = authenticate(text, header.algorithm(), candidates);
    if (proof.key == null || candidates.issuer() == null) {
      return proof.refused;
    }
    ring.remember(text, header);
    Verdict verdict = judgeClaims(text, header.kind(), candidates.issuer(), proof.key, now);
    if (verdict instanceof Admitted admitted) {
      proof.key.usedAt(now);
      keep(token, selection, candidates.issuer(), proof.key, admitted, now);
    }
    return verdict;
  }

  private void keep(
      String token,
      IssuerFilter selection,
      Issuer issuer,
      SharedKey key,
      Admitted admitted,
      Instant now) {
    VerifiedTokenCache memory = ring.memory();
    if (memory.isWorthKeeping(token)) {
      memory.keep(token, selection, admitted, key, ring.goodFor(issuer, admitted, key, now));
    }
  }

  /**
   * Whose publishable token this is; null where nobody's, or where it is not accepted here. Such a
   * token is compared as a whole and never read as anything else.
   *
   * @throws IssuerSourceException where a key source cannot answer
   */
  public @Nullable Issuer publisher(String token, IssuerFilter selection) {
    return ring.publisher(token, selection);
  }

  /**
   * The issuer that is left where there is no token to tell; null for none, or more than one.
   *
   * @throws IssuerSourceException where a key source cannot answer
   */
  public @Nullable Issuer remaining(IssuerFilter selection) {
    return ring.remaining(selection);
  }

  public KeyRing ring() {
    return ring;
  }

  public int longest() {
    return longest;
  }

  // Each check alone, for the judgement above and for Explanation, which must not differ.

  public @Nullable Rejection sizeFault(String token) {
    return token.length() > longest ? TOO_LONG : null;
  }

  public static @Nullable Rejection headerSizeFault(TokenText text) {
    return text.headerBytes() > JoseHeader.LARGEST ? LARGE_HEADER : null;
  }

  public static @Nullable Rejection macSizeFault(TokenText text, JoseHeader header) {
    return text.macChars() == header.algorithm().macChars() ? null : MAC_LENGTH;
  }

  /** Which keys may try; where {@code iss} picks, it is looked up only, and compared later. */
  public CandidateKeys candidates(
      TokenText text, JoseHeader header, IssuerFilter selection, Instant now) {
    if (!ring.picksByIss()) {
      return ring.candidates(header.kid(), selection, now);
    }
    String iss = IssScanner.iss(text.payload());
    return iss == null
        ? CandidateKeys.none(NO_ISS)
        : ring.candidates(header.kid(), selection.withSelector(iss), now);
  }

  /** The key under which the MAC is right, or why there is none. */
  public record MacMatch(@Nullable SharedKey key, Rejection refused) {}

  public static MacMatch authenticate(
      TokenText text, MacAlgorithm algorithm, CandidateKeys candidates) {
    byte[] shown = text.mac();
    byte[] signed = text.signingInput();
    Rejection refused = candidates.ifNone();
    int tried = 0;
    for (SharedKey key : candidates.keys()) {
      byte[] right = key.mac(algorithm, signed);
      if (right == null) {
        refused = NOT_FOR_KEY;
      } else if (MessageDigest.isEqual(right, shown)) {
        return new MacMatch(key, refused);
      } else {
        tried++;
      }
    }
    if (tried == 0 || candidates.issuer() == null) {
      DUMMY_KEY.mac(algorithm, signed);
      return new MacMatch(null, refused);
    }
    return new MacMatch(null, candidates.issuer().noMatch(tried));
  }

  /**
   * The claims of a token whose MAC was right; null where they are not such as its issuer may
   * write.
   */
  public static @Nullable Claims claims(TokenText text, Issuer issuer) {
    Map<String, @Nullable Object> members =
        StrictJson.read(text.payload(), issuer.allows(Relaxation.DUPLICATES));
    return members == null ? null : new Claims(members);
  }

  private static Verdict judgeClaims(
      TokenText text, TokenKind kind, Issuer issuer, SharedKey key, Instant now) {
    Claims claims = claims(text, issuer);
    if (claims == null) {
      return PAYLOAD;
    }
    Rejection broken = issuer.rules().broken(claims, now);
    TimeRules.Dates dates = claims.dates();
    if (broken != null || dates == null) {
      return broken == null ? PAYLOAD : broken;
    }
    return new Admitted(new Caller(issuer, key, kind, claims, dates));
  }
}
