package dev.watchword.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants and durations as people write them. */
final class TimeText {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private TimeText() {}

  /**
   * A duration such as {@code 15m}.
   *
   * @param option what the text is of, for the complaint
   * @param others what else the option takes, for the complaint
   */
  static Duration duration(String option, String text, String others) {
    Matcher parts = DURATION.matcher(text);
    if (!parts.matches()) {
      String examples = others.isEmpty() ? "30s, 15m, 8h or 7d" : "30s, 15m, 8h, 7d" + others;
      throw new Failure(Exit.USAGE, option + " takes " + examples);
    }
    ChronoUnit unit =
        switch (parts.group(2)) {
          case "s" -> ChronoUnit.SECONDS;
          case "m" -> ChronoUnit.MINUTES;
          case "h" -> ChronoUnit.HOURS;
          default -> ChronoUnit.DAYS;
        };
    return Duration.of(Long.parseLong(parts.group(1)), unit);
  }

  /** An instant in ISO 8601 with its offset. */
  static Instant instant(String option, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notIso) {
      throw new Failure(Exit.USAGE, option + " takes a time such as 2027-01-31T18:00:00Z");
    }
  }
}
