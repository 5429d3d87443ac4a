package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated in the background survives whatever a run throws. */
class HousekeepingTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  private static <T extends Throwable> void sneak(Throwable whatever) throws T {
    @SuppressWarnings("unchecked")
    T unchecked = (T) whatever;
    throw unchecked;
  }

  private static void assertCounted(CountDownLatch latch) throws InterruptedException {
    assertTrue(latch.await(30, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        OutOfMemoryError.class,
        AssertionError.class,
        StackOverflowError.class,
        java.io.IOException.class,
        IllegalStateException.class,
        Throwable.class
      })
  void whateverRunThrows_isFollowedByNext(Class<? extends Throwable> thrown) throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    Throwable whatever = thrown.getConstructor().newInstance();
    try (Housekeeping<CountDownLatch> background = new Housekeeping<>(runs, 2)) {
      background.repeat(
          (latch, listeners) -> {
            latch.countDown();
            HousekeepingTest.<RuntimeException>sneak(whatever);
          },
          OFTEN);
      assertCounted(runs);
    }
  }

  @Test
  void runThatHangs_leavesOthersRunning() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Housekeeping<CountDownLatch> background = new Housekeeping<>(runs, 2)) {
      background.repeat((latch, listeners) -> hang(hung, end), OFTEN);
      assertCounted(hung);
      background.repeat((latch, listeners) -> latch.countDown(), OFTEN);
      assertCounted(runs);
      end.countDown();
    }
  }

  @Test // a stream may be opened while the application ends
  void workAfterEnd_isNotBegun() throws Exception {
    CountDownLatch runs = new CountDownLatch(1);
    Housekeeping<CountDownLatch> background = new Housekeeping<>(runs, 1);
    background.close();
    background.repeat((latch, listeners) -> latch.countDown(), OFTEN);
    assertFalse(runs.await(50, TimeUnit.MILLISECONDS));
  }

  @Test // a listener that hangs, or throws, hurts no run
  void listenerThatHangs_hurtsNoRun() throws Exception {
    CountDownLatch runs = new CountDownLatch(300); // more than may wait
    CountDownLatch end = new CountDownLatch(1);
    try (Housekeeping<CountDownLatch> background = new Housekeeping<>(runs, 2)) {
      background.repeat(
          (latch, listeners) -> {
            listeners.execute(() -> hang(new CountDownLatch(1), end));
            latch.countDown();
          },
          OFTEN);
      assertCounted(runs);
      end.countDown();
    }
  }

  private static void hang(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
