package dev.watchword.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What holds for every stream of a registry.
 *
 * @param longestToken the greatest length of a token
 * @param threads where connections are written to
 */
record StreamRules(StreamPolicy policy, int longestToken, Executor threads, InstantSource clock) {
  Instant now() {
    return clock.instant();
  }

  boolean endsAtExpiry() {
    return policy.atExpiry() != AtExpiry.KEEP;
  }

  boolean takesUpdates() {
    return policy.atExpiry() != AtExpiry.CLOSE;
  }

  /** Whether so much time has passed; also after the clock was set back, or it would be late. */
  static boolean isDue(Instant last, Duration every, Instant now) {
    return Duration.between(last, now).abs().compareTo(every) >= 0;
  }
}
