package dev.watchword.json;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a small JSON object (RFC 8259) that a stranger sent, before any MAC was looked at, and
 * hands its top-level members to a visitor. Strict: UTF-8, names once, one object and nothing after
 * it. It builds no tree and throws nothing, so that refusing rubbish costs next to nothing;
 * whatever has been authenticated is read by Jackson instead.
 */
public final class JsonScanner {
  private static final int DEEPEST = 8;
  private static final int DEEPEST_PAYLOAD = 32;
  private static final int MOST_MEMBERS = 32;
  private static final int BAD = -1;

  /** Told of each top-level member; the text is null where the value is not a string. */
  public interface Visitor {
    void member(String name, @Nullable String text);
  }

  private final byte[] json;
  private final int deepest;
  private final boolean uniqueNames;

  private JsonScanner(byte[] json, int deepest, boolean uniqueNames) {
    this.json = json;
    this.deepest = deepest;
    this.uniqueNames = uniqueNames;
  }

  /** Whether the bytes are one strict object; the visitor has then seen all of its members. */
  public static boolean scan(byte[] json, Visitor visitor) {
    return new JsonScanner(json, DEEPEST, true).scan(visitor);
  }

  /**
   * The same for a payload: deeper, and without keeping the names, so that no stranger can fill a
   * table. Whether a name stands twice is for the visitor to notice.
   */
  public static boolean scanPayload(byte[] json, Visitor visitor) {
    return new JsonScanner(json, DEEPEST_PAYLOAD, false).scan(visitor);
  }

  private boolean scan(Visitor visitor) {
    int end = object(space(0), visitor, deepest);
    return end != BAD && space(end) == json.length;
  }

  private int object(int at, @Nullable Visitor visitor, int depth) {
    if (byteAt(at) != '{' || depth == 0) {
      return BAD;
    }
    Set<String> names = uniqueNames ? new HashSet<>() : Set.of();
    int next = space(at + 1);
    if (byteAt(next) == '}') {
      return next + 1;
    }
    while (true) {
      int nameEnd = string(next);
      int colon = nameEnd == BAD ? BAD : space(nameEnd);
      if (byteAt(colon) != ':' || names.size() == MOST_MEMBERS) {
        return BAD;
      }
      String name = visitor == null && !uniqueNames ? "" : text(next, nameEnd);
      if (uniqueNames && !names.add(name)) {
        return BAD;
      }
      int value = space(colon + 1);
      int valueEnd = value(value, depth);
      if (valueEnd == BAD) {
        return BAD;
      }
      if (visitor != null) {
        visitor.member(name, byteAt(value) == '"' ? text(value, valueEnd) : null);
      }
      next = space(valueEnd);
      if (byteAt(next) == '}') {
        return next + 1;
      }
      if (byteAt(next) != ',') {
        return BAD;
      }
      next = space(next + 1);
    }
  }

  private int array(int at, int depth) {
    if (depth == 0) {
      return BAD;
    }
    int next = space(at + 1);
    if (byteAt(next) == ']') {
      return next + 1;
    }
    while (true) {
      int end = value(next, depth);
      next = end == BAD ? BAD : space(end);
      if (byteAt(next) == ']') {
        return next + 1;
      }
      if (byteAt(next) != ',') {
        return BAD;
      }
      next = space(next + 1);
    }
  }

  private int value(int at, int depth) {
    return switch (byteAt(at)) {
      case '"' -> string(at);
      case '{' -> object(at, null, depth - 1);
      case '[' -> array(at, depth - 1);
      case 't' -> literal(at, "true");
      case 'f' -> literal(at, "false");
      case 'n' -> literal(at, "null");
      default -> number(at);
    };
  }

  private int literal(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(at + i) != word.charAt(i)) {
        return BAD;
      }
    }
    return at + word.length();
  }

  private int number(int at) {
    int next = byteAt(at) == '-' ? at + 1 : at;
    int end = byteAt(next) == '0' ? next + 1 : digits(next);
    if (end != BAD && byteAt(end) == '.') {
      end = digits(end + 1);
    }
    if (end != BAD && (byteAt(end) | 0x20) == 'e') {
      int sign = byteAt(end + 1);
      end = digits(sign == '+' || sign == '-' ? end + 2 : end + 1);
    }
    return end;
  }

  private int digits(int at) {
    int end = at;
    while (byteAt(end) >= '0' && byteAt(end) <= '9') {
      end++;
    }
    return end == at ? BAD : end;
  }

  private int string(int at) {
    if (byteAt(at) != '"') {
      return BAD;
    }
    int next = at + 1;
    while (next != BAD && byteAt(next) != '"') {
      int c = byteAt(next);
      if (c < 0x20) {
        return BAD; // a control character, or the end of the text
      }
      next = c == '\\' ? escape(next + 1) : c < 0x80 ? next + 1 : utf8(next, c);
    }
    return next == BAD ? BAD : next + 1;
  }

  private int escape(int at) {
    int c = byteAt(at);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0 ? at + 1 : BAD;
    }
    for (int i = 1; i <= 4; i++) {
      if (Character.digit(byteAt(at + i), 16) < 0) {
        return BAD;
      }
    }
    return at + 5;
  }

  /** One character of RFC 3629: no overlong form, no surrogate, nothing past U+10FFFF. */
  private int utf8(int at, int first) {
    int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0) {
      return BAD;
    }
    int second = byteAt(at + 1);
    int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) {
      return BAD;
    }
    for (int i = 2; i < length; i++) {
      if ((byteAt(at + i) & 0xC0) != 0x80) {
        return BAD;
      }
    }
    return at + length;
  }

  private int space(int at) {
    int next = at;
    while (byteAt(next) == ' '
        || byteAt(next) == '\n'
        || byteAt(next) == '\r'
        || byteAt(next) == '\t') {
      next++;
    }
    return next;
  }

  /** The byte there, or -1 outside of the text. */
  private int byteAt(int at) {
    return at >= 0 && at < json.length ? json[at] & 0xFF : -1;
  }

  /** What a sound string literal, quotes included, stands for. */
  private String text(int start, int end) {
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
