package dev.watchword.servertests;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Why a server may answer a request of the corpus itself, before any filter is asked. The first
 * that holds counts.
 */
enum ServerAnswer {
  NO_PATH("no path", row -> !row.target().startsWith("/")),
  RAW("raw", row -> has(row, "[^!$%&'()*+,./0-9:;=?@A-Z_a-z~-]")),
  ESCAPE("escape", row -> has(row, "%(?![0-9A-Fa-f]{2})") || !isUtf8(row)),
  CONTROL("control", row -> has(row, "%([01][0-9A-Fa-f]|7[Ff]|[cC]2%[89])")),
  SEPARATOR("separator", row -> has(row, "%(2[fF]|5[cC])")),
  PERCENT("percent", row -> has(row, "%25")),
  DOTS("dots", row -> has(row, "%2[eE]|(^|/|;)\\.{1,2}($|[/;?]|%3[bB])")),
  SLASHES("slashes", row -> has(row, "//")),
  PARAMETER("parameter", row -> has(row, "/;")),
  HASH("hash", row -> has(row, "%23")),
  COLON("colon", row -> has(row, "%3[aA]")),
  METHOD("method", row -> !row.method().matches("GET|HEAD|OPTIONS|DELETE"));

  private final String title;
  private final Predicate<HostileRow> fits;

  ServerAnswer(String title, Predicate<HostileRow> fits) {
    this.title = title;
    this.fits = fits;
  }

  /** As the head of its column in docs/servers.md. */
  String title() {
    return title;
  }

  /** Null where there is no reason for a server to meddle. */
  static ServerAnswer to(HostileRow row) {
    for (ServerAnswer each : values()) {
      if (each.fits.test(row)) {
        return each;
      }
    }
    return null;
  }

  private static boolean has(HostileRow row, String regex) {
    return Pattern.compile(regex).matcher(row.target()).find();
  }

  private static boolean isUtf8(HostileRow row) {
    return !java.net.URLDecoder.decode(row.target(), java.nio.charset.StandardCharsets.UTF_8)
        .contains("\uFFFD");
  }
}
