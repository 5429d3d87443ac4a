package dev.watchword.redis;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what becomes true by itself. */
final class Eventually {
  private static final long BETWEEN_LOOKS = Duration.ofMillis(10).toNanos();

  private Eventually() {}

  /** Fails where it is not so within that time. */
  static void isTrue(Duration atMost, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > atMost.toNanos()) {
        throw new AssertionError("not so within " + atMost);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS);
    }
  }
}
