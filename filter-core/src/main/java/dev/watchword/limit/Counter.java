package dev.watchword.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/** One bucket in this process, by Bucket4j's arithmetic, and on whose account it is kept. */
final class Counter {
  private final Bucket permits;
  private final Duration refillTime;
  private final String owner;

  /** A counter that nothing was taken from. */
  Counter(RateLimit limit, String owner, TimeMeter time) {
    this.permits =
        Bucket.builder()
            .addLimit(
                bandwidth ->
                    bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.permits(), limit.period()))
            .withCustomTimePrecision(time)
            .build();
    this.refillTime = limit.refillTime();
    this.owner = owner;
  }

  Consumption consume() {
    ConsumptionProbe probe = permits.tryConsumeAndReturnRemaining(1);
    return new Consumption(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()),
        Duration.ofNanos(probe.getNanosToWaitForReset()));
  }

  Duration refillTime() {
    return refillTime;
  }

  String owner() {
    return owner;
  }
}
