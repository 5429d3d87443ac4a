package dev.watchword.guard;

import java.util.regex.Pattern;

/**
 * A path as the servlet world writes it: exact, or {@code /prefix/*} for that path and everything
 * below it. Compared segment by segment, case and all.
 */
public record PathPattern(String text) {
  private static final Pattern FORM = Pattern.compile("/|(/[^/*%;\\\\?#\\p{Cntrl}]+)*(/\\*|/)?");
  private static final String BELOW = "/*";

  /** A pattern; an {@code IllegalArgumentException} shows the form wanted. */
  public PathPattern {
    if (text.isEmpty()
        || !FORM.matcher(text).matches()
        || (text + "/").contains("/../")
        || (text + "/").contains("/./")) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a path such as /health, or /public/* for all below it");
    }
  }

  boolean matches(String path) {
    if (!text.endsWith(BELOW)) {
      return text.equals(path);
    }
    int prefix = text.length() - BELOW.length();
    return path.startsWith(text.substring(0, prefix))
        && (path.length() == prefix || path.charAt(prefix) == '/');
  }

  /** Whether every path that the other matches is matched here too. */
  boolean covers(PathPattern other) {
    return text.endsWith(BELOW) ? matches(other.top()) : text.equals(other.text);
  }

  /** The shortest path that matches. */
  private String top() {
    return text.endsWith(BELOW) ? text.substring(0, text.length() - BELOW.length()) : text;
  }
}
