package dev.watchword.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What holds for streams: for every one of a registry, or for one.
 *
 * @param longestToken the greatest length of a token
 * @param threads where connections are written to
 */
record StreamRules(StreamPolicy policy, int longestToken, Executor threads, InstantSource clock) {
  /** Those for a stream of this credential, whose path may have a rule about it. */
  StreamRules of(StreamCredential credential) {
    AtExpiry own = credential.atExpiry();
    return own == null || own == policy.atExpiry()
        ? this
        : new StreamRules(policy.with(own), longestToken, threads, clock);
  }

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
