package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RedisClockTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000); // it will overflow
  private final RedisClock clock = new RedisClock(nanos::get);

  /** An answer that says how many milliseconds it is since 1970, and took so many. */
  private void answer(long millis, long took) {
    long asked = clock.reading();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(took));
    clock.set(millis / 1000, millis % 1000 * 1000, asked);
  }

  @Test
  void time_isUnknownBeforeFirstAnswer() {
    assertThrows(IllegalStateException.class, clock::currentTimeNanos);
  }

  @Test
  void firstAnswer_isTakenForMiddleOfItsWay() {
    answer(1_800_000_000_000L, 10);
    assertEquals(1_800_000_000_005L, clock.millis());
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertEquals(1_800_000_001_005L, clock.millis());
  }

  @Test
  void laterAnswer_changesNoMoreThanItMust() {
    answer(1_800_000_000_000L, 10);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    answer(1_800_000_001_010L, 100); // it was so at some time in these 100 ms: no contradiction
    assertEquals(1_800_000_001_105L, clock.millis());
    answer(1_800_000_001_205L, 10); // it is later than was thought
    assertEquals(1_800_000_001_205L, clock.millis());
    answer(1_700_000_000_000L, 4); // the clock of Redis was set
    assertEquals(1_700_000_000_004L, clock.millis());
  }
}
