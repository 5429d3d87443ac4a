package dev.watchword.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The path as a client wrote it, read in the way that would lead furthest from where the container
 * went: decoded once, parameters dropped, every separator and dot segment obeyed. Where the two
 * readings choose different rules, somebody is being led astray.
 *
 * @param worstCase the path so read, below the context
 * @param literal the path decoded and without parameters, but with every segment where it was
 *     written, which is how JAX-RS reads it
 * @param odd whether the text holds anything that two readers might read differently
 */
public record PathReadings(String worstCase, String literal, boolean odd) {
  private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");

  /** Nearly every request: plain segments, nothing to decode or to fold. */
  private static boolean isPlain(String raw) {
    char before = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      boolean plain = c > ' ' && c < 0x7F && "%;\\#?".indexOf(c) < 0;
      if (!plain || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return raw.startsWith("/");
  }

  public static PathReadings of(String raw, String contextPath) {
    if (isPlain(raw)) {
      return below(contextPath, raw, raw, false);
    }
    Decoded decoded = Decoded.of(raw);
    boolean odd = decoded.odd || !raw.startsWith("/");
    String folded = fold(decoded.text.replace('\\', '/'));
    odd |= !folded.equals(decoded.text);
    String literal = PARAMETERS.matcher(decoded.text).replaceAll("");
    return below(contextPath, folded, literal, odd);
  }

  /**
   * Whether the path names a folder, in every reading, and that of the container a file in it: its
   * own welcome file, as of a forward (Servlet 6.0 section 10.10).
   */
  public boolean isFolderOf(String containersPath) {
    return !odd
        && worstCase.equals(literal)
        && literal.endsWith("/")
        && containersPath.startsWith(literal)
        && containersPath.length() > literal.length()
        && containersPath.indexOf('/', literal.length()) < 0;
  }

  private static PathReadings below(String contextPath, String path, String literal, boolean odd) {
    if (contextPath.isEmpty()) {
      return new PathReadings(path, literal, odd);
    }
    boolean inside = isInside(contextPath, path) && isInside(contextPath, literal);
    return inside
        ? new PathReadings(cut(contextPath, path), cut(contextPath, literal), odd)
        : new PathReadings(path, path, true);
  }

  private static boolean isInside(String contextPath, String path) {
    return path.startsWith(contextPath)
        && (path.length() == contextPath.length() || path.charAt(contextPath.length()) == '/');
  }

  private static String cut(String contextPath, String path) {
    String below = path.substring(contextPath.length());
    return below.isEmpty() ? "/" : below;
  }

  /** Without parameters, empty segments and dot segments. */
  private static String fold(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String last = "";
    for (String segment : path.split("/", -1)) {
      int parameters = segment.indexOf(';');
      last = parameters < 0 ? segment : segment.substring(0, parameters);
      if (last.equals("..")) {
        kept.pollLast();
      } else if (!last.isEmpty() && !last.equals(".")) {
        kept.addLast(last);
      }
    }
    boolean open = last.isEmpty() || last.equals(".") || last.equals("..");
    String folded = "/" + String.join("/", kept);
    return open && !kept.isEmpty() ? folded + "/" : folded;
  }

  /** The text after one round of percent-decoding. */
  private record Decoded(String text, boolean odd) {
    /** Encoded, these mean one thing to one reader and another to the next. */
    private static final String TREACHEROUS = "/\\%;.";

    static Decoded of(String raw) {
      ByteBuffer bytes = ByteBuffer.allocate(raw.length());
      boolean odd = false;
      for (int i = 0; i < raw.length(); i++) {
        char c = raw.charAt(i);
        int value = c == '%' ? hex(raw, i + 1) : c;
        if (c == '%' && value >= 0) {
          i += 2;
          odd |= TREACHEROUS.indexOf(value) >= 0;
        }
        odd |= value < 0x20 || value == 0x7F || c == ' ' || c > 0x7E;
        odd |= c == '#' || c == '?'; // folding finds parameters and backslashes
        bytes.put((byte) (value < 0 ? c : value));
      }
      bytes.flip();
      CharsetDecoder utf8 =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      CharBuffer text = CharBuffer.allocate(bytes.remaining());
      CoderResult result = utf8.decode(bytes, text, true);
      if (result.isError()) {
        bytes.rewind();
        return new Decoded(StandardCharsets.ISO_8859_1.decode(bytes).toString(), true);
      }
      return new Decoded(text.flip().toString(), odd);
    }

    private static int hex(String raw, int at) {
      boolean sound =
          at + 2 <= raw.length()
              && HexFormat.isHexDigit(raw.charAt(at))
              && HexFormat.isHexDigit(raw.charAt(at + 1));
      return sound ? HexFormat.fromHexDigits(raw, at, at + 2) : -1;
    }
  }
}
