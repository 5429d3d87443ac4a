package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Breaker.OutOfReachException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fails is asked once a second, and no more. */
class BreakerTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final AtomicInteger asked = new AtomicInteger();
  private final Breaker breaker = new Breaker(nanos::get);

  private String good() {
    asked.incrementAndGet();
    return "good";
  }

  private String bad() {
    asked.incrementAndGet();
    throw new IllegalArgumentException("with a secret in it");
  }

  private OutOfReachException fails() {
    return assertThrows(OutOfReachException.class, () -> breaker.ask(this::bad));
  }

  @Test
  void answers_areHandedOn() {
    for (int i = 0; i < 3; i++) {
      assertEquals("good", breaker.ask(this::good));
    }
    assertEquals(3, asked.get());
    assertNull(breaker.fault());
  }

  @Test
  void failure_isNamedByItsClassAlone() {
    OutOfReachException first = fails();
    assertEquals("java.lang.IllegalArgumentException", first.getMessage());
    assertEquals("java.lang.IllegalArgumentException", breaker.fault());
    assertTrue(first.getCause() instanceof IllegalArgumentException);
    assertEquals("it failed shortly before", fails().getMessage());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "999999999, 1", "1000000000, 2", "5000000000, 2"})
  void afterFailure_isLeftAloneForSecond(long later, int times) {
    fails();
    nanos.addAndGet(later);
    fails();
    fails();
    assertEquals(times, asked.get());
  }

  @Test
  void whileItFails_isAskedOnceSecond() {
    for (int millis = 0; millis < 10_000; millis += 10) {
      fails();
      nanos.addAndGet(Duration.ofMillis(10).toNanos());
    }
    assertEquals(10, asked.get());
  }

  @Test
  void answer_endsPause() {
    fails();
    nanos.addAndGet(SECOND);
    assertEquals("good", breaker.ask(this::good));
    assertNull(breaker.fault());
    assertEquals("good", breaker.ask(this::good));
    assertEquals(3, asked.get());
  }

  @Test
  void askNow_asksInPauseTooAndEndsIt() {
    fails();
    assertThrows(OutOfReachException.class, () -> breaker.askNow(this::bad));
    assertEquals("good", breaker.askNow(this::good));
    assertEquals("good", breaker.ask(this::good));
  }

  @Test
  void errorsOfAnyKind_areFailures() {
    for (Throwable kind :
        List.of(new NoClassDefFoundError(), new AssertionError(), new StackOverflowError())) {
      OutOfReachException failed =
          assertThrows(OutOfReachException.class, () -> breaker.askNow(() -> thrown(kind)));
      assertSame(kind, failed.getCause());
    }
  }

  private static String thrown(Throwable kind) {
    if (kind instanceof Error error) {
      throw error;
    }
    return "";
  }

  @Test
  void whileOneTries_nextIsNotAskedFor() {
    fails();
    nanos.addAndGet(SECOND);
    assertEquals("good", breaker.ask(this::tryWhileAnotherComes));
    assertEquals(2, asked.get(), "the first failure, and the one that tried");
  }

  private String tryWhileAnotherComes() {
    assertEquals("it failed shortly before", fails().getMessage());
    return good();
  }

  /** The others go on without, rather than wait. */
  @Test
  void ofSixteenThreadsAfterPause_oneAsks() throws Exception {
    fails();
    nanos.addAndGet(SECOND);
    CyclicBarrier together = new CyclicBarrier(16);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<OutOfReachException>> done = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        done.add(
            threads.submit(
                () -> {
                  together.await();
                  return fails();
                }));
      }
      for (Future<OutOfReachException> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(2, asked.get());
  }
}
