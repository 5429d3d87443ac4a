package dev.watchword.stream;

import dev.watchword.token.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is due on one stream, and when. Not safe for use by several threads. */
final class StreamClock {
  /** How often keys and rules are asked about the token, and the client hears that we are there. */
  private static final Duration LOOKED_AFTER_EVERY = Duration.ofSeconds(10);

  private final StreamRules rules;
  private final Instant oldest;
  private @Nullable TokenTimes times;
  private Instant lookedAfterAt;
  private boolean warned;

  /** Of a stream that begins now, with the token of that caller. */
  StreamClock(StreamRules rules, @Nullable Caller caller) {
    Instant now = rules.now();
    this.rules = rules;
    this.oldest = now.plus(rules.policy().longest());
    this.times = TokenTimes.of(caller, now);
    this.lookedAfterAt = now;
  }

  /** When the token expires; null for never. */
  @Nullable Instant expiresAt() {
    return times == null ? null : times.expiresAt();
  }

  /** A newer token counts from now on. */
  void restart(@Nullable Caller caller) {
    Instant now = rules.now();
    times = TokenTimes.of(caller, now);
    warned = false;
    lookedAfterAt = now;
  }

  /** Why the stream is over; null where it is not. */
  @Nullable StreamEnd over(Instant now, boolean enforced) {
    if (!now.isBefore(oldest)) {
      return StreamEnd.TOO_OLD;
    }
    boolean isOver = times != null && !now.isBefore(times.deadline());
    return isOver && enforced && rules.endsAtExpiry() ? StreamEnd.EXPIRED : null;
  }

  /** When the token expires, where the client is to be told now; null where it is not, or was. */
  @Nullable Instant warning(Instant now) {
    if (times == null || warned || now.isBefore(times.warnAt())) {
      return null;
    }
    warned = true;
    return times.expiresAt();
  }

  /** Whether the stream is to be looked after now; then it is not again for a while. */
  boolean isDue(Instant now) {
    boolean due = StreamRules.isDue(lookedAfterAt, LOOKED_AFTER_EVERY, now);
    if (due) {
      lookedAfterAt = now;
    }
    return due;
  }
}
