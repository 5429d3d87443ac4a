package dev.watchword.token;

import dev.watchword.token.Verdict.Refused;
import org.jspecify.annotations.Nullable;

/** The text of a token whose outer form is right: three parts of base64url, and where they end. */
final class TokenText {
  private static final Refused SHAPE =
      new Refused(Reason.MALFORMED, "not three parts of unpadded base64url");

  private final String text;
  private final String headerText;
  private final byte[] signingInput;
  private final int headerEnd;
  private final int payloadEnd;

  private TokenText(String text, int headerEnd, int payloadEnd) {
    this.text = text;
    this.headerEnd = headerEnd;
    this.payloadEnd = payloadEnd;
    this.headerText = text.substring(0, headerEnd);
    this.signingInput = ascii(0, payloadEnd);
  }

  /** Why the text has not the form of a token; null where it has. Allocates nothing. */
  static @Nullable Refused fault(String text) {
    int first = text.indexOf('.');
    int second = text.indexOf('.', first + 1);
    if (first < 1 || second < first + 2 || second == text.length() - 1) {
      return SHAPE;
    }
    boolean canonical =
        StrictBase64Url.isCanonical(text, 0, first)
            && StrictBase64Url.isCanonical(text, first + 1, second)
            && StrictBase64Url.isCanonical(text, second + 1, text.length());
    return canonical ? null : SHAPE;
  }

  /** The parts of a text without {@link #fault}. */
  static TokenText of(String text) {
    int first = text.indexOf('.');
    return new TokenText(text, first, text.indexOf('.', first + 1));
  }

  int headerBytes() {
    return headerEnd * 3 / 4;
  }

  String headerText() {
    return headerText;
  }

  byte[] header() {
    return StrictBase64Url.decode(signingInput, 0, headerEnd);
  }

  byte[] payload() {
    return StrictBase64Url.decode(signingInput, headerEnd + 1, payloadEnd);
  }

  int macChars() {
    return text.length() - payloadEnd - 1;
  }

  byte[] mac() {
    return StrictBase64Url.decode(ascii(payloadEnd + 1, text.length()), 0, macChars());
  }

  /** What the MAC is over: the first two parts as they came (RFC 7515 section 5.2). */
  byte[] signingInput() {
    return signingInput;
  }

  /** The low bytes of the characters, which is all of them in this alphabet. */
  @SuppressWarnings("deprecation")
  private byte[] ascii(int start, int end) {
    byte[] bytes = new byte[end - start];
    text.getBytes(start, end, bytes, 0);
    return bytes;
  }
}
