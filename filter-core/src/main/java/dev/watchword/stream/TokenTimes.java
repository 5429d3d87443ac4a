package dev.watchword.stream;

import dev.watchword.token.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When something is to happen because of a token.
 *
 * @param expiresAt what the token says
 * @param warnAt when the client is told
 * @param deadline from when a request with this token would be refused
 */
record TokenTimes(Instant expiresAt, Instant warnAt, Instant deadline) {
  private static final Duration LONGEST_WARNING = Duration.ofSeconds(60);
  private static final int PART_OF_LIFE = 5;

  /**
   * The times of a token; null for one without an end.
   *
   * @param now when its life begins, if it does not say when it was issued
   */
  static @Nullable TokenTimes of(@Nullable Caller caller, Instant now) {
    Instant exp = caller == null ? null : caller.expiresAt().orElse(null);
    if (caller == null || exp == null) {
      return null;
    }
    Duration part = Duration.between(caller.issuedAt().orElse(now), exp).dividedBy(PART_OF_LIFE);
    Duration ahead = part.compareTo(LONGEST_WARNING) < 0 ? part : LONGEST_WARNING;
    return new TokenTimes(exp, exp.minus(ahead), exp.plus(caller.leeway()));
  }
}
