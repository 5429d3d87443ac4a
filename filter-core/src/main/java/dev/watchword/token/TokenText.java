package dev.watchword.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of a token whose outer form is right: three parts of base64url, and where they end. */
public final class TokenText {
  static final Rejection SHAPE =
      new Rejection(Reason.MALFORMED, "not three parts of unpadded base64url");

  private final String token;
  private final byte[] ascii;
  private final int headerEnd;
  private final int payloadEnd;

  private TokenText(String text, byte[] ascii, int headerEnd, int payloadEnd) {
    this.token = text;
    this.ascii = ascii;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
  }

  /** Why the text has not the form of a token; null where it has. */
  public static @Nullable Rejection fault(String text) {
    return read(text) == null ? SHAPE : null;
  }

  /** The parts of a text; null where it has not the form of a token. */
  public static @Nullable TokenText read(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 1 || second < first + 2 || second == text.length() - 1) {
      return null;
    }
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1); // what is beyond becomes '?'
    boolean canonical =
        StrictBase64Url.isCanonical(ascii, 0, first)
            && StrictBase64Url.isCanonical(ascii, first + 1, second)
            && StrictBase64Url.isCanonical(ascii, second + 1, ascii.length);
    return canonical ? new TokenText(text, ascii, first, second) : null;
  }

  public int headerBytes() {
    return headerEnd * 3 / 4;
  }

  /** The whole text. */
  String token() {
    return token;
  }

  String headerText() {
    return token.substring(0, headerEnd);
  }

  boolean hasHeader(String text) {
    return text.length() == headerEnd && token.startsWith(text);
  }

  public byte[] header() {
    return StrictBase64Url.decode(ascii, 0, headerEnd);
  }

  public byte[] payload() {
    return StrictBase64Url.decode(ascii, headerEnd + 1, payloadEnd);
  }

  public int macChars() {
    return ascii.length - payloadEnd - 1;
  }

  public byte[] mac() {
    return StrictBase64Url.decodeFew(ascii, payloadEnd + 1, ascii.length);
  }

  /** The MAC by a key over the first two parts as they came; null where it is not for that. */
  byte @Nullable [] macBy(SharedKey key, MacAlgorithm algorithm) {
    return key.allows(algorithm) ? key.engine(algorithm).sign(ascii, payloadEnd) : null;
  }

  /** What the MAC is over: the first two parts as they came (RFC 7515 section 5.2). */
  public byte[] signingInput() {
    return Arrays.copyOf(ascii, payloadEnd);
  }
}
