package dev.watchword.http;

import org.jspecify.annotations.Nullable;

/**
 * The header {@code Forwarded} (RFC 7239), whose values may be quoted: a comma or a {@code for=}
 * within quotes can be a client's, by way of its {@code Host} for instance.
 */
final class ForwardedHeader {
  private static final String FOR = "for=";

  private ForwardedHeader() {}

  /**
   * Where the last element of a list begins: the comma before it, or -1. Read from the right, so
   * that no quote on the left, where a client's own words are, can hide what the proxies wrote.
   */
  public static int lastComma(String list) {
    boolean quoted = false;
    for (int i = list.length() - 1; i >= 0; i--) {
      if (isQuote(list, i)) {
        quoted = !quoted;
      } else if (list.charAt(i) == ',' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** What an element says of the client; null for nothing. */
  public static @Nullable String client(String element) {
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= element.length(); i++) {
      if (i == element.length() || (element.charAt(i) == ';' && !quoted)) {
        String pair = element.substring(start, i).strip();
        if (pair.regionMatches(true, 0, FOR, 0, FOR.length())) {
          return unquoted(pair.substring(FOR.length()));
        }
        start = i + 1;
      } else if (isQuote(element, i)) {
        quoted = !quoted;
      }
    }
    return null;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Whether a quote stands there that no backslash takes for an ordinary character. */
  private static boolean isQuote(String text, int at) {
    if (text.charAt(at) != '"') {
      return false;
    }
    boolean isBare = true;
    for (int i = at - 1; i >= 0 && text.charAt(i) == '\\'; i--) {
      isBare = !isBare;
    }
    return isBare;
  }
}
