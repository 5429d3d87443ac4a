package dev.watchword.limit;

import static dev.watchword.limit.UsedTokens.Use.AGAIN;
import static dev.watchword.limit.UsedTokens.Use.FIRST;
import static dev.watchword.limit.UsedTokens.Use.FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.UsedTokens.Use;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 62: one use of each token, whoever comes at once and however many there are. */
class MemoryUsedTokensTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int QUOTA = 1000;

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private final InterruptedTime time = new InterruptedTime();

  /** Twice as many used tokens as places. */
  private final UsedTokens used = new MemoryStore(50, nanos::get).usedTokens();

  private Use use(String issuer, int number, int quota) {
    return used.use(Subject.token(issuer, Integer.toString(number)), MINUTE, quota);
  }

  private Use use(int number) {
    return use("acme", number, QUOTA);
  }

  @Test
  void second_isAgain() {
    assertEquals(FIRST, use(1));
    assertEquals(AGAIN, use(1));
    assertEquals(FIRST, use(2));
    assertEquals(FIRST, use("globex", 1, QUOTA));
    assertEquals(AGAIN, use(1));
  }

  @ParameterizedTest
  @CsvSource({"59999, AGAIN", "60000, FIRST", "99999, FIRST"})
  void used_isForgottenAfterItsTime(long millis, Use expected) {
    assertEquals(FIRST, use(1));
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    assertEquals(expected, use(1));
  }

  @Test
  void endOfTimeItself_isKeptFor() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    assertEquals(FIRST, used.use(Subject.token("acme", "x"), ever, QUOTA));
    nanos.addAndGet(Duration.ofDays(30_000).toNanos());
    assertEquals(AGAIN, used.use(Subject.token("acme", "x"), ever, QUOTA));
  }

  @Test // requirement 62
  void sixteenThreadsWithOneToken_areFirstOnce() throws Exception {
    for (int round = 0; round < 20; round++) {
      int token = round;
      AtomicInteger first = new AtomicInteger();
      AtomicInteger again = new AtomicInteger();
      inSixteenThreads(
          1000,
          any -> {
            Use use = use(token);
            (use == FIRST ? first : again).incrementAndGet();
            assertTrue(use != FULL);
          });
      assertEquals(1, first.get());
      assertEquals(999, again.get());
    }
  }

  private interface Work {
    void run(int number) throws Exception;
  }

  private static void inSixteenThreads(int times, Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CyclicBarrier together = new CyclicBarrier(16);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> done = new ArrayList<>();
    try {
      for (int i = 0; i < 16; i++) {
        done.add(
            threads.submit(
                () -> {
                  together.await();
                  for (int n = next.getAndIncrement(); n < times; n = next.getAndIncrement()) {
                    work.run(n);
                  }
                  return null;
                }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void quota_isMostOfOneIssuer() {
    IntStream.range(0, 3).forEach(i -> assertEquals(FIRST, use("acme", i, 3)));
    assertEquals(FULL, use("acme", 3, 3));
    assertEquals(FULL, use("acme", 3, 3));
    assertEquals(AGAIN, use("acme", 0, 3));
    assertEquals(FIRST, use("globex", 3, 3));
    nanos.addAndGet(MINUTE.toNanos());
    assertEquals(FIRST, use("acme", 3, 3));
    IntStream.range(0, 2).forEach(i -> assertEquals(FIRST, use("acme", i, 3)));
    assertEquals(FULL, use("acme", 4, 3));
  }

  @Test // requirement 62
  void floodOfOneIssuer_leavesRoomToOthersAndForgetsNothing() {
    int taken = (int) IntStream.range(0, 500).filter(i -> use("flood", i, 9999) == FIRST).count();
    assertEquals(50, taken);
    assertEquals(FIRST, use("acme", 1, 9999));
    IntStream.range(0, 50).forEach(i -> assertEquals(AGAIN, use("flood", i, 9999)));
    assertEquals(FULL, use("flood", 50, 9999));
    assertEquals(AGAIN, use("acme", 1, 9999));
  }

  @Test
  void floodFromSixteenThreads_takesNoMoreThanItsPart() throws Exception {
    AtomicInteger first = new AtomicInteger();
    inSixteenThreads(2000, i -> first.addAndGet(use("flood", i, 9999) == FIRST ? 1 : 0));
    assertTrue(first.get() <= 50, () -> first + " of 50");
    nanos.addAndGet(MINUTE.toNanos());
    int then = (int) IntStream.range(0, 500).filter(i -> use("flood", i, 9999) == FIRST).count();
    assertEquals(50, then, "no place was lost");
  }

  /** So that a flood does not make each of its requests look through the table. */
  @Test
  void fullTable_looksOnceSecondForWhatHasLeft() {
    IntStream.range(0, 50).forEach(i -> assertEquals(FIRST, use(i)));
    nanos.addAndGet(Duration.ofMillis(59_900).toNanos());
    assertEquals(FULL, use(50));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    assertEquals(FULL, use(50), "too soon");
    nanos.addAndGet(1);
    assertEquals(FIRST, use(50));
  }

  /** So that a token which another refusal followed can be shown again. */
  @Test
  void forgottenToken_hasItsPlaceBack() {
    MemoryUsedTokens some = new MemoryUsedTokens(4, time);
    for (int round = 0; round < 9; round++) {
      assertEquals(FIRST, some.use(token(1), MINUTE, 1));
      assertEquals(AGAIN, some.use(token(1), MINUTE, 1));
      some.forget(token(1));
    }
  }

  @Test
  void forgettingWhatWasNotUsed_makesNoPlace() {
    MemoryUsedTokens some = new MemoryUsedTokens(2, time);
    for (int round = 0; round < 9; round++) {
      some.forget(token(1));
    }
    assertEquals(FIRST, some.use(token(1), MINUTE, QUOTA));
    assertEquals(FULL, some.use(token(2), MINUTE, QUOTA), "one of two places is the issuer's part");
  }

  /**
   * The clock is read after the look at an old use, and before the new one: there another comes.
   */
  @Test // requirement 62
  void twoAtOnce_takeOnePlace() {
    MemoryUsedTokens some = new MemoryUsedTokens(4, time);
    assertEquals(FIRST, some.use(token(1), MINUTE, 2));
    nanos.addAndGet(MINUTE.toNanos());
    time.another = () -> assertEquals(FIRST, some.use(token(1), MINUTE, 2));
    assertEquals(AGAIN, some.use(token(1), MINUTE, 2));
    some.forget(token(1));
    assertEquals(FIRST, some.use(token(1), MINUTE, 2));
    assertEquals(FIRST, some.use(token(2), MINUTE, 2));
    assertEquals(FULL, some.use(token(3), MINUTE, 2));
  }

  private static Subject token(int number) {
    return Subject.token("acme", Integer.toString(number));
  }

  /** The clock of the test, in which something else can happen while it is read. */
  private final class InterruptedTime implements TimeMeter {
    private Runnable another = () -> {};

    @Override
    public long currentTimeNanos() {
      Runnable now = another;
      another = () -> {};
      now.run();
      return nanos.get();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
