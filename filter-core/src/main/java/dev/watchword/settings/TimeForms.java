package dev.watchword.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations and dates are written in settings; complaints show the form wanted. */
public final class TimeForms {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");

  private TimeForms() {}

  /** {@code 30s}, {@code 15m}, {@code 8h} or {@code 1d}. */
  static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no duration; write 30s, 15m, 8h or 1d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** ISO 8601 with an offset, or a bare date, which is midnight UTC. */
  public static Instant instant(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notIso) {
      throw new IllegalArgumentException(
          "'" + text + "' is no date; write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z",
          notIso);
    }
  }
}
