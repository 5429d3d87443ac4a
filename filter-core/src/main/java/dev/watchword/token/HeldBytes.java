package dev.watchword.token;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap a remembered token keeps, at most: estimated by what its claims consist of,
 * since a short text may become many objects. With the references of a small heap; on one of more
 * than 32 GiB it is up to half as much again.
 */
final class HeldBytes {
  /** Entry, verdict, caller, dates, and the two times between which it is good. */
  private static final int FIXED = 448;

  private static final int TEXT = 48;
  private static final int NUMBER = 24;
  private static final int OBJECT = 192;
  private static final int MEMBER = 52;
  private static final int ARRAY = 96;
  private static final int ELEMENT = 12;

  /** A role or scope that is made of a part of a text, and its place in a set. */
  private static final int WORD = 104;

  private HeldBytes() {}

  /** Of the text of a token and its claims. */
  static int of(String token, Claims claims) {
    return FIXED + of(token, 0) + of(claims.members()) + of(claims.objects());
  }

  private static int of(@Nullable Object value) {
    if (value instanceof String text) {
      return of(text, WORD);
    }
    if (value instanceof Map<?, ?> members) {
      int sum = OBJECT;
      for (Map.Entry<?, ?> member : members.entrySet()) {
        sum += MEMBER + of((String) member.getKey(), 0) + of(member.getValue());
      }
      return sum;
    }
    if (value instanceof Collection<?> elements) {
      int sum = ARRAY;
      for (Object element : elements) {
        sum += ELEMENT + of(element);
      }
      return sum;
    }
    return value instanceof BigInteger number ? NUMBER * 3 + number.bitLength() / 8 : NUMBER;
  }

  private static int of(String text, int each) {
    int wide = 1;
    int words = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      wide = c > 0xFF ? 2 : wide;
      words += c == ' ' || c == ',' ? 1 : 0;
    }
    return TEXT + text.length() * wide + words * each;
  }
}
