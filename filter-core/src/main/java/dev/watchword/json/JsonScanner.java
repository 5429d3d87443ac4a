package dev.watchword.json;

import static dev.watchword.json.JsonLexer.BAD;
import static dev.watchword.json.JsonLexer.byteAt;
import static dev.watchword.json.JsonLexer.literal;
import static dev.watchword.json.JsonLexer.number;
import static dev.watchword.json.JsonLexer.space;
import static dev.watchword.json.JsonLexer.string;
import static dev.watchword.json.JsonLexer.text;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a small JSON object (RFC 8259) of a token whose MAC is not verified yet, and hands its
 * top-level members to a visitor. Strict: UTF-8, names once, one object and nothing after it. It
 * builds no tree and throws nothing, so that refusing rubbish costs next to nothing; what has been
 * authenticated is read by Jackson instead.
 */
public final class JsonScanner {
  private static final int DEEPEST = 8;
  private static final int DEEPEST_PAYLOAD = 32;
  private static final int MOST_MEMBERS = 32;

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
   * The same for a payload: deeper, and without keeping the names, so that a token cannot fill a
   * table. Whether a name stands twice is for the visitor to notice.
   */
  public static boolean scanPayload(byte[] json, Visitor visitor) {
    return new JsonScanner(json, DEEPEST_PAYLOAD, false).scan(visitor);
  }

  private boolean scan(Visitor visitor) {
    int end = object(space(json, 0), visitor, deepest);
    return end != BAD && space(json, end) == json.length;
  }

  private int object(int at, @Nullable Visitor visitor, int depth) {
    if (byteAt(json, at) != '{' || depth == 0) {
      return BAD;
    }
    Set<String> names = uniqueNames ? new HashSet<>() : Set.of();
    int next = space(json, at + 1);
    if (byteAt(json, next) == '}') {
      return next + 1;
    }
    while (true) {
      int end = member(next, visitor, names, depth);
      next = end == BAD ? BAD : space(json, end);
      if (byteAt(json, next) == '}') {
        return next + 1;
      }
      if (byteAt(json, next) != ',') {
        return BAD;
      }
      next = space(json, next + 1);
    }
  }

  private int member(int at, @Nullable Visitor visitor, Set<String> names, int depth) {
    int nameEnd = string(json, at);
    int colon = nameEnd == BAD ? BAD : space(json, nameEnd);
    if (byteAt(json, colon) != ':' || names.size() == MOST_MEMBERS) {
      return BAD;
    }
    String name = visitor == null && !uniqueNames ? "" : text(json, at, nameEnd);
    if (uniqueNames && !names.add(name)) {
      return BAD;
    }
    int value = space(json, colon + 1);
    int end = value(value, depth);
    if (visitor != null && end != BAD) {
      visitor.member(name, byteAt(json, value) == '"' ? text(json, value, end) : null);
    }
    return end;
  }

  private int array(int at, int depth) {
    if (depth == 0) {
      return BAD;
    }
    int next = space(json, at + 1);
    if (byteAt(json, next) == ']') {
      return next + 1;
    }
    while (true) {
      int end = value(next, depth);
      next = end == BAD ? BAD : space(json, end);
      if (byteAt(json, next) == ']') {
        return next + 1;
      }
      if (byteAt(json, next) != ',') {
        return BAD;
      }
      next = space(json, next + 1);
    }
  }

  private int value(int at, int depth) {
    return switch (byteAt(json, at)) {
      case '"' -> string(json, at);
      case '{' -> object(at, null, depth - 1);
      case '[' -> array(at, depth - 1);
      case 't' -> literal(json, at, "true");
      case 'f' -> literal(json, at, "false");
      case 'n' -> literal(json, at, "null");
      default -> number(json, at);
    };
  }
}
