package dev.watchword.token;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url as RFC 7515 section 2 wants it: no padding, no other character, and unused bits zero,
 * so that no second spelling of a token exists.
 */
public final class StrictBase64Url {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private StrictBase64Url() {}

  public static boolean isInAlphabet(char c) {
    return c < VALUES.length && VALUES[c] >= 0;
  }

  /** Whether the ASCII from {@code start} to {@code end} is the one spelling of some bytes. */
  public static boolean isCanonical(byte[] ascii, int start, int end) {
    int seen = 0; // negative once a character was not in the alphabet
    for (int i = start; i < end; i++) {
      seen |= VALUES[ascii[i] & 0xFF];
    }
    if (seen < 0) {
      return false;
    }
    int last = end > start ? VALUES[ascii[end - 1]] : 0;
    return switch ((end - start) % 4) {
      case 0 -> true;
      case 2 -> (last & 0b1111) == 0;
      case 3 -> (last & 0b11) == 0;
      default -> false;
    };
  }

  /** The same as {@link #decode} for a few bytes, where Base64's own objects would be the most. */
  static byte[] decodeFew(byte[] ascii, int start, int end) {
    byte[] bytes = new byte[(end - start) * 3 / 4];
    int bits = 0;
    int held = 0;
    int next = 0;
    for (int i = start; i < end; i++) {
      bits = bits << 6 | VALUES[ascii[i]];
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[next++] = (byte) (bits >> held);
      }
    }
    return bytes;
  }

  /** The bytes that canonical text in the alphabet stands for. */
  @SuppressWarnings("ByteBufferBackingArray") // a decoder's buffer begins with its array
  static byte[] decode(byte[] ascii, int start, int end) {
    ByteBuffer part = ByteBuffer.wrap(ascii, start, end - start); // no copy of the text
    ByteBuffer bytes = Base64.getUrlDecoder().decode(part);
    byte[] decoded = bytes.array(); // as long as the text says, and so without a rest
    return decoded.length == bytes.limit() ? decoded : Arrays.copyOf(decoded, bytes.limit());
  }
}
