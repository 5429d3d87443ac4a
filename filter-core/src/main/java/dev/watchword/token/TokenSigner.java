package dev.watchword.token;

import com.auth0.jwt.JWT;
import dev.watchword.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signs tokens with the newest live key of an issuer that may sign, by java-jwt. */
public final class TokenSigner {
  private final Supplier<Issuer> source;
  private final @Nullable String kid;
  private final @Nullable MacAlgorithm algorithm;

  public TokenSigner(Issuer issuer) {
    this(() -> issuer);
  }

  /** A signer for an issuer whose keys change: it is asked for anew with each token. */
  public TokenSigner(Supplier<Issuer> source) {
    this(source, null, null);
  }

  private TokenSigner(
      Supplier<Issuer> source, @Nullable String kid, @Nullable MacAlgorithm algorithm) {
    this.source = source;
    this.kid = kid;
    this.algorithm = algorithm;
  }

  /**
   * The same signer, but with the key of this {@code kid} and by this algorithm; null for whatever
   * the newest live key has.
   */
  public TokenSigner with(@Nullable String wantedKid, @Nullable MacAlgorithm wantedAlgorithm) {
    return new TokenSigner(source, wantedKid, wantedAlgorithm);
  }

  /**
   * Signs these claims as they stand.
   *
   * @param claims strings, booleans, numbers, instants, and lists and maps of them
   * @param now decides which key is the newest live one
   * @throws IllegalStateException where no key that may sign is live
   * @throws IllegalArgumentException where a claim has another type
   */
  public String sign(TokenKind kind, Map<String, ?> claims, Instant now) {
    return sign(TokenType.usualOf(kind), claims, now);
  }

  /** The same, with that {@code typ} in the header. */
  public String sign(TokenType type, Map<String, ?> claims, Instant now) {
    Issuer issuer = source.get();
    SharedKey key =
        issuer.keys().stream()
            .filter(candidate -> candidate.liveAt(now) && mayUse(candidate))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "no live key of issuer '" + issuer.name() + "'" + wanted(issuer)));
    MacAlgorithm signing = algorithm == null ? key.weakest() : algorithm;
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", signing.name()); // in the usual order
    if (type != TokenType.NONE) {
      header.put("typ", type == TokenType.JWT ? "JWT" : type.typ()); // RFC 7519 section 5.1
    }
    if (key.kid() != null) {
      header.put("kid", key.kid());
    }
    return JWT.create().withHeader(header).withPayload(claims).sign(key.engine(signing));
  }

  /** What an issuer's rules say against the claims of a token of its own; null for nothing. */
  public static @Nullable Rejection refused(Issuer issuer, String token, Instant now) {
    TokenText text = Objects.requireNonNull(TokenText.read(token));
    Map<String, @Nullable Object> members = StrictJson.read(text.payload());
    return members == null
        ? new Rejection(Reason.PAYLOAD, "the payload is larger or deeper than is read")
        : issuer.rules().broken(new Claims(members, issuer.allows(Relaxation.JSONTEXT)), now);
  }

  private boolean mayUse(SharedKey key) {
    return key.maySign()
        && (kid == null || kid.equals(key.kid()))
        && (algorithm == null || key.allows(algorithm));
  }

  private String wanted(Issuer issuer) {
    return (issuer.keys().stream().allMatch(SharedKey::maySign) ? "" : " that may sign")
        + (kid == null ? "" : " with the kid '" + kid + "'")
        + (algorithm == null ? "" : " for " + algorithm);
  }

  /**
   * Whether this is what a token's MAC is made over, so that a MAC over it makes a token: two
   * parts, of which the first decodes to what looks like an object.
   */
  public static boolean isSigningInput(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.indexOf('.', dot + 1) >= 0) {
      return false;
    }
    try {
      byte[] header = Base64.getUrlDecoder().decode(text.substring(0, dot));
      String json = new String(header, StandardCharsets.UTF_8).strip();
      return json.startsWith("{") && json.endsWith("}");
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
