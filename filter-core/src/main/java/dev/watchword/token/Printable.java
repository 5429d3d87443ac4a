package dev.watchword.token;

/** Text from outside, made safe to be shown: printable, and not too long. */
public final class Printable {
  private static final int LONGEST = 400;

  private Printable() {}

  /** In quotes. */
  public static String text(String text) {
    return '"' + plain(text) + '"';
  }

  /** Without quotes; what a terminal might take for a command, or not show, is escaped. */
  public static String plain(String text) {
    StringBuilder safe = new StringBuilder();
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (isPrintable(c)) {
        safe.append(c);
      } else {
        safe.append("\\u").append(hex(c >> 8)).append(hex(c));
      }
    }
    return end < text.length() ? safe.append("...").toString() : safe.toString();
  }

  private static String hex(int octet) {
    return "" + Character.forDigit(octet >> 4 & 0xF, 16) + Character.forDigit(octet & 0xF, 16);
  }

  private static boolean isPrintable(char c) {
    return Character.isLetterOrDigit(c) || (c >= ' ' && c < 0x7F);
  }
}
