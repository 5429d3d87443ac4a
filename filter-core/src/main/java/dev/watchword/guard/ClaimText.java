package dev.watchword.guard;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text by which settings speak of a claim's value. Fractions have none, as {@code 1.0} and
 * {@code 1e0} are one number, and neither has an object.
 */
final class ClaimText {
  private ClaimText() {}

  /** A string itself, {@code true} or {@code false}, or a whole number's digits; null for none. */
  static @Nullable String of(@Nullable Object value) {
    boolean isPlain =
        value instanceof String
            || value instanceof Boolean
            || value instanceof Long
            || value instanceof BigInteger;
    return isPlain && value != null ? value.toString() : null;
  }

  /** Whether a claim is that text, or an array in which it is. */
  static boolean isIn(@Nullable Object claim, String text) {
    if (claim instanceof List<?> list) {
      return list.stream().anyMatch(item -> text.equals(of(item)));
    }
    return text.equals(of(claim));
  }
}
