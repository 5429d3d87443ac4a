package dev.watchword.token;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What may be a name: of a user, of a caller, or an {@code iss}. One rule for every text from
 * outside that ends in a log, an id or a comparison.
 */
public final class UserId {
  private static final int LONGEST = 256;

  private UserId() {}

  /**
   * Whether it is such a text: not blank, of at most 256 characters, without what breaks a line or
   * turns its direction in a log (controls, line and paragraph separators, the bidirectional marks
   * and controls). And of whole characters: half a surrogate pair becomes a question mark in UTF-8,
   * and so another user's id. Joiners stay, for names are written with them.
   */
  public static boolean isGood(String text) {
    if (text.length() > LONGEST || text.isBlank()) {
      return false;
    }
    int character;
    for (int i = 0; i < text.length(); i += Character.charCount(character)) {
      character = text.codePointAt(i);
      if (!isGood(character)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The name that a value of JSON says: such a text, and where {@code numericToo} a whole number as
   * its decimal text, so that 620 and "620" are one name; null for anything else.
   */
  public static @Nullable String in(@Nullable Object value, boolean numericToo) {
    if (value instanceof String text) {
      return isGood(text) ? text : null;
    }
    boolean isWhole = value instanceof Long || value instanceof BigInteger;
    String digits = isWhole && numericToo ? String.valueOf(value) : "";
    return isGood(digits) ? digits : null;
  }

  private static boolean isGood(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> !isBidi(character);
      default -> true;
    };
  }

  /** The characters with the property Bidi_Control. */
  private static boolean isBidi(int character) {
    return character == 0x61C
        || character == 0x200E
        || character == 0x200F
        || (character >= 0x202A && character <= 0x202E)
        || (character >= 0x2066 && character <= 0x2069);
  }
}
