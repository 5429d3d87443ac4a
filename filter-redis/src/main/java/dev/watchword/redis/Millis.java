package dev.watchword.redis;

import java.time.Duration;

/** How long Redis keeps something. */
final class Millis {
  /** Longer than a token or a server lives, and short enough for arithmetic in Lua. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Millis() {}

  /** Rounded up: what must be kept is not forgotten early. */
  static long of(Duration keep) {
    Duration bounded = keep.compareTo(LONGEST) > 0 ? LONGEST : keep;
    return bounded.plusNanos(999_999).toMillis();
  }
}
