package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket.Table;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 70 and 71 for one owner, by a clock that the test sets. */
class MemoryStoreTest {
  private static final RateLimit TEN_A_SECOND = RateLimit.of("10/1s");
  private static final RateLimit TEN_A_MINUTE = RateLimit.of("10/1m");
  private static final Duration TENTH = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it will overflow
  private final MemoryStore store = new MemoryStore(100, nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Bucket bucket(String key) {
    return new Bucket(Table.CALLERS, "api", key, "acme");
  }

  private static void exhaust(Store store, String key, RateLimit limit) {
    for (long i = 0; i < limit.capacity(); i++) {
      assertTrue(store.consume(bucket(key), limit).allowed(), "permit " + i);
    }
    assertFalse(store.consume(bucket(key), limit).allowed(), "one more");
  }

  @Test
  void store_saysWhatItIs() {
    assertEquals("memory", store.describe());
  }

  @Test
  void permit_isTakenAndCounted() {
    assertEquals(
        new Consumption(true, 9, Duration.ZERO, TENTH), store.consume(bucket("a"), TEN_A_SECOND));
    assertEquals(
        new Consumption(true, 8, Duration.ZERO, TENTH.multipliedBy(2)),
        store.consume(bucket("a"), TEN_A_SECOND));
  }

  @Test
  void permit_isBackAtExactInstant() {
    exhaust(store, "a", TEN_A_SECOND);
    pass(TENTH.minusNanos(1));
    Consumption early = store.consume(bucket("a"), TEN_A_SECOND);
    assertEquals(
        new Consumption(false, 0, Duration.ofNanos(1), Duration.ofNanos(900_000_001)), early);
    pass(Duration.ofNanos(1));
    assertTrue(store.consume(bucket("a"), TEN_A_SECOND).allowed());
    assertFalse(store.consume(bucket("a"), TEN_A_SECOND).allowed());
  }

  @Test
  void refusedAttempt_costsNothing() {
    exhaust(store, "a", TEN_A_SECOND);
    for (int i = 0; i < 1000; i++) {
      assertFalse(store.consume(bucket("a"), TEN_A_SECOND).allowed());
    }
    pass(TENTH);
    assertTrue(store.consume(bucket("a"), TEN_A_SECOND).allowed());
  }

  @Test
  void burst_isThereAtOnceAndComesBackAtSamePace() {
    RateLimit limit = RateLimit.of("10/1s+50");
    exhaust(store, "a", limit);
    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      assertTrue(store.consume(bucket("a"), limit).allowed());
    }
    assertFalse(store.consume(bucket("a"), limit).allowed());
    pass(Duration.ofSeconds(6));
    exhaust(store, "a", limit);
  }

  @Test
  void quietTime_savesUpNoMoreThanCapacity() {
    exhaust(store, "a", TEN_A_SECOND);
    pass(Duration.ofDays(300));
    exhaust(store, "a", TEN_A_SECOND);
  }

  @ParameterizedTest // a monotonic clock begins anywhere, and may run over
  @ValueSource(
      longs = {
        0,
        -1,
        1,
        Long.MAX_VALUE / 2,
        Long.MAX_VALUE - 5,
        Long.MIN_VALUE,
        Long.MIN_VALUE / 2
      })
  void clock_mayBeginAnywhere(long start) {
    AtomicLong clock = new AtomicLong(start - 5);
    MemoryStore other = new MemoryStore(100, clock::get);
    exhaust(other, "a", TEN_A_SECOND);
    clock.addAndGet(TENTH.toNanos() - 1);
    assertFalse(other.consume(bucket("a"), TEN_A_SECOND).allowed());
    clock.addAndGet(1);
    assertTrue(other.consume(bucket("a"), TEN_A_SECOND).allowed());
    assertFalse(other.consume(bucket("a"), TEN_A_SECOND).allowed());
  }

  @Test
  void clockThatStandsStill_givesNothingBack() {
    exhaust(store, "a", TEN_A_SECOND);
    assertEquals(TENTH, store.consume(bucket("a"), TEN_A_SECOND).retryAfter());
    assertEquals(TENTH, store.consume(bucket("a"), TEN_A_SECOND).retryAfter());
  }

  @Test
  void buckets_areCountedApart() {
    exhaust(store, "a", TEN_A_SECOND);
    assertTrue(store.consume(bucket("b"), TEN_A_SECOND).allowed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999/1s+9999999", "1/99999d+9999999", "9999999/99999d", "1/99999d"})
  void extremeLimit_isCountedToo(String text) {
    Consumption first = store.consume(bucket("a"), RateLimit.of(text));
    assertTrue(first.allowed());
    assertEquals(RateLimit.of(text).capacity() - 1, first.remaining());
    assertTrue(first.reset().compareTo(Duration.ZERO) > 0, first::toString);
    Consumption second = store.consume(bucket("a"), RateLimit.of(text));
    assertEquals(RateLimit.of(text).capacity() > 1, second.allowed());
    assertFalse(second.retryAfter().isNegative(), second::toString);
  }

  @Test
  void sixteenThreads_neverGetMoreThanLimit() throws InterruptedException {
    RateLimit limit = RateLimit.of("1000/1m+500");
    AtomicInteger allowed = new AtomicInteger();
    inSixteenThreads(
        thread -> {
          for (int i = 0; i < 500; i++) {
            allowed.addAndGet(store.consume(bucket("one"), limit).allowed() ? 1 : 0);
          }
        });
    assertEquals(1500, allowed.get());
  }

  private interface Work {
    void run(int thread);
  }

  private static void inSixteenThreads(Work work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    IntFunction<Thread> starter =
        number ->
            new Thread(
                () -> {
                  try {
                    start.await();
                  } catch (InterruptedException end) {
                    return;
                  }
                  work.run(number);
                });
    Thread[] threads = new Thread[16];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = starter.apply(i);
      threads[i].start();
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void flood_leavesTableBoundedAndOffenderLimited() {
    MemoryStore standard = new MemoryStore(MemoryStore.DEFAULT_SIZE, nanos::get);
    exhaust(standard, "offender", TEN_A_MINUTE);
    for (int i = 0; i < 200_000; i++) {
      standard.consume(bucket("rotating " + i), TEN_A_MINUTE);
    }
    assertEquals(50_001, standard.size(), "half of the table, and the shared bucket");
    assertFalse(standard.consume(bucket("offender"), TEN_A_MINUTE).allowed());
  }

  private void fill(RateLimit limit) {
    for (int i = 0; i < 100; i++) {
      store.consume(bucket("old " + i), limit);
    }
  }

  @Test
  void entry_leavesOnceItIsRefilledAndNotBefore() {
    exhaust(store, "a", TEN_A_MINUTE);
    pass(Duration.ofMinutes(1).minusNanos(1));
    assertEquals(1, store.size());
    pass(Duration.ofMinutes(1)); // the wheel that drops entries may turn a little late
    assertEquals(0, store.size());
  }

  @Test
  void entryThatIsUsed_stays() {
    exhaust(store, "a", TEN_A_MINUTE);
    for (int second = 0; second < 300; second += 6) {
      pass(Duration.ofSeconds(6));
      assertTrue(store.consume(bucket("a"), TEN_A_MINUTE).allowed());
      assertFalse(store.consume(bucket("a"), TEN_A_MINUTE).allowed());
    }
  }

  /** A few new keys keep the shared bucket in use, and no earlier key comes back. */
  @Test
  void fullTable_hasRoomAgainOnceItsEntriesAreRefilled() {
    fill(TEN_A_MINUTE);
    for (int i = 0; i < 10; i++) {
      store.consume(bucket("new " + i), TEN_A_MINUTE);
    }
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofSeconds(5));
      store.consume(bucket("trickle " + i), TEN_A_MINUTE);
    }
    assertEquals(9, store.consume(bucket("newcomer"), TEN_A_MINUTE).remaining());
  }
}
