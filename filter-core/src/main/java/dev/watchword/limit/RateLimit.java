package dev.watchword.limit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much may happen in how long: {@code permits} for every {@code period}, refilled evenly, and
 * {@code burst} more at once after a quiet time.
 *
 * @param permits at least 1
 * @param period at least a second
 * @param burst 0 or more
 */
public record RateLimit(int permits, Duration period, int burst) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,7})/(\\d{0,5})([smhd])(?:\\+(\\d{1,7}))?");

  public RateLimit {
    if (permits < 1 || burst < 0 || period.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a limit has 1 permit or more, for 1 second or more");
    }
  }

  /** A limit from its text; an {@code IllegalArgumentException} shows the form wanted. */
  public static RateLimit of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no limit; write 100/1m, 20/1s+50 for a burst, or off");
    }
    int number = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
    Duration unit =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(1);
          case "m" -> Duration.ofMinutes(1);
          case "h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    int burst = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
    return new RateLimit(Integer.parseInt(matcher.group(1)), unit.multipliedBy(number), burst);
  }

  /** The most that can happen at once. */
  public long capacity() {
    return (long) permits + burst;
  }

  /**
   * The part of one of so many who share it: all together let through no more in the long run.
   * Where there are more of them than permits, each has one, for a longer period.
   */
  RateLimit sharedBy(int nodes) {
    if (nodes <= 1) {
      return this;
    }
    return permits >= nodes
        ? new RateLimit(permits / nodes, period, burst / nodes)
        : new RateLimit(1, period.multipliedBy(nodes).dividedBy(permits), burst / nodes);
  }

  /** The time in which an empty bucket is full again. */
  public Duration refillTime() {
    return period.multipliedBy(capacity()).dividedBy(permits);
  }
}
