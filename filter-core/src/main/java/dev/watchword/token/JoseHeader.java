package dev.watchword.token;

import dev.watchword.json.JsonScanner;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token's header says, or why it is refused. Nothing that could name or carry a key ({@code
 * jwk}, {@code jku}, {@code x5u} and their like) is ever looked at.
 */
public final class JoseHeader {
  /** A usual header has some forty bytes; larger ones than this are not read. */
  public static final int LARGEST = 1024;

  /** Refused wherever they stand: we understand no extension, no compression, no encryption. */
  private static final Set<String> NEVER = Set.of("crit", "zip", "enc");

  private static final Rejection LARGE =
      new Rejection(Reason.HEADER, "the header is larger than 1024 bytes");
  private static final Rejection NOT_JSON =
      new Rejection(Reason.HEADER, "the header is not one strict JSON object");
  private static final Rejection FORBIDDEN =
      new Rejection(Reason.HEADER, "the header holds crit, zip, enc, b64 or a cty of JWT");
  private static final Rejection BAD_KID =
      new Rejection(Reason.HEADER, "kid is not a string of 1 to 128 printable characters");
  private static final Rejection BAD_TYPE =
      new Rejection(Reason.TYPE, "typ is no kind of token that is known here");
  private static final Rejection BAD_ALGORITHM =
      new Rejection(Reason.ALGORITHM, "alg is none of HS256, HS384, HS512");

  /** Stands for every header that is not read because of its size. */
  static final JoseHeader TOO_LARGE = refusedFor(LARGE);

  private @Nullable MacAlgorithm algorithm;
  private @Nullable String kid;
  private @Nullable TokenType type = TokenType.NONE;
  private @Nullable Rejection refused;

  private JoseHeader() {}

  private static JoseHeader refusedFor(Rejection why) {
    JoseHeader header = new JoseHeader();
    header.refused = why;
    return header;
  }

  static JoseHeader read(byte[] json) {
    JoseHeader header = new JoseHeader();
    if (!JsonScanner.scan(json, header::member)) {
      header.refused = NOT_JSON;
    } else if (header.refused == null && header.algorithm == null) {
      header.refused = BAD_ALGORITHM;
    }
    return header;
  }

  private void member(String name, @Nullable String text) {
    switch (name) {
      case "alg" -> {
        algorithm = MacAlgorithm.ofName(text);
        refuseUnless(algorithm != null, BAD_ALGORITHM);
      }
      case "kid" -> {
        kid = text;
        refuseUnless(text != null && KeyId.isValid(text), BAD_KID);
      }
      case "typ" -> {
        type = text == null ? null : TokenType.of(text);
        refuseUnless(type != null, BAD_TYPE);
      }
      case "cty" -> refuseUnless(text != null && !isJwt(text), FORBIDDEN);
      case "b64" -> refuseUnless(false, FORBIDDEN);
      default -> refuseUnless(!NEVER.contains(name), FORBIDDEN);
    }
  }

  private void refuseUnless(boolean sound, Rejection why) {
    if (!sound && refused == null) {
      refused = why;
    }
  }

  /** A nested JWT (RFC 7519 section 5.2) would hide a token that is not verified. */
  private static boolean isJwt(String cty) {
    return cty.equalsIgnoreCase("JWT") || cty.equalsIgnoreCase("application/jwt");
  }

  /** Why the header is refused; null where it is sound. */
  public @Nullable Rejection refused() {
    return refused;
  }

  /** The algorithm of a sound header. */
  public MacAlgorithm algorithm() {
    return Objects.requireNonNull(algorithm);
  }

  /** The type of a sound header. */
  TokenType type() {
    return Objects.requireNonNull(type);
  }

  public @Nullable String kid() {
    return kid;
  }
}
