package dev.watchword.json;

import java.nio.charset.StandardCharsets;

/**
 * Finds the literals of JSON (RFC 8259) in UTF-8 bytes. Each method is told where one begins, and
 * says where it ends: the index of the first byte behind it, or {@link #BAD}. No object is made but
 * the {@link #text} of a string.
 */
final class JsonLexer {
  static final int BAD = -1;

  private JsonLexer() {}

  static int literal(byte[] json, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(json, at + i) != word.charAt(i)) {
        return BAD;
      }
    }
    return at + word.length();
  }

  static int number(byte[] json, int at) {
    int next = byteAt(json, at) == '-' ? at + 1 : at;
    int end = byteAt(json, next) == '0' ? next + 1 : digits(json, next);
    if (end != BAD && byteAt(json, end) == '.') {
      end = digits(json, end + 1);
    }
    if (end != BAD && (byteAt(json, end) | 0x20) == 'e') {
      int sign = byteAt(json, end + 1);
      end = digits(json, sign == '+' || sign == '-' ? end + 2 : end + 1);
    }
    return end;
  }

  private static int digits(byte[] json, int at) {
    int end = at;
    while (byteAt(json, end) >= '0' && byteAt(json, end) <= '9') {
      end++;
    }
    return end == at ? BAD : end;
  }

  static int string(byte[] json, int at) {
    if (byteAt(json, at) != '"') {
      return BAD;
    }
    int next = at + 1;
    while (next != BAD && byteAt(json, next) != '"') {
      int c = byteAt(json, next);
      if (c < 0x20) {
        return BAD; // a control character, or the end of the text
      }
      next = c == '\\' ? escape(json, next + 1) : c < 0x80 ? next + 1 : utf8(json, next, c);
    }
    return next == BAD ? BAD : next + 1;
  }

  private static int escape(byte[] json, int at) {
    int c = byteAt(json, at);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0 ? at + 1 : BAD;
    }
    for (int i = 1; i <= 4; i++) {
      if (Character.digit(byteAt(json, at + i), 16) < 0) {
        return BAD;
      }
    }
    return at + 5;
  }

  /** One character of RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF. */
  private static int utf8(byte[] json, int at, int first) {
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0) {
      return BAD;
    }
    int second = byteAt(json, at + 1);
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return BAD;
    }
    for (int i = 2; i < length; i++) {
      if ((byteAt(json, at + i) & 0xC0) != 0x80) {
        return BAD;
      }
    }
    return at + length;
  }

  static int space(byte[] json, int at) {
    int next = at;
    while (byteAt(json, next) == ' '
        || byteAt(json, next) == '\n'
        || byteAt(json, next) == '\r'
        || byteAt(json, next) == '\t') {
      next++;
    }
    return next;
  }

  /** The byte there, or -1 outside of the text. */
  static int byteAt(byte[] json, int at) {
    return at >= 0 && at < json.length ? json[at] & 0xFF : -1;
  }

  /** What a sound string literal, quotes included, stands for. */
  static String text(byte[] json, int start, int end) {
    String raw = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int i = 0;
    while (i < raw.length()) {
      char c = raw.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escaped = raw.charAt(i++);
      if (escaped == 'u') {
        text.append((char) Integer.parseInt(raw, i, i + 4, 16));
        i += 4;
      } else {
        int known = "bfnrt".indexOf(escaped);
        text.append(known < 0 ? escaped : "\b\f\n\r\t".charAt(known));
      }
    }
    return text.toString();
  }
}
