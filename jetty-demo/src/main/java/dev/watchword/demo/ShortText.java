package dev.watchword.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What clients have chosen, made short enough for a page, and of no use to who reads along. */
final class ShortText {
  private static final int MOST = 120;

  /** Longer words may be tokens or secrets, wherever somebody has put them by mistake. */
  private static final Pattern LONG_WORD = Pattern.compile("([^/\\s?&=,;]{8})[^/\\s?&=,;]{33,}");

  private ShortText() {}

  static String of(String text) {
    String begin = text.length() > 4 * MOST ? text.substring(0, 4 * MOST) : text;
    String words = LONG_WORD.matcher(begin).replaceAll(word -> Matcher.quoteReplacement(cut(word)));
    return words.length() > MOST ? words.substring(0, MOST) + "…" : words;
  }

  private static String cut(java.util.regex.MatchResult word) {
    return word.group(1) + "…";
  }
}
