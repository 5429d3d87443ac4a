package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 61: revocations in this process are kept as long as they are of use, and bounded. */
class MemoryDenyListTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Revocation ALL = Revocation.ofAll();
  private static final Revocation OLD = Revocation.before(Instant.ofEpochSecond(1000));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it may run over
  private final MemoryDenyList list = new MemoryDenyList(3, nanos::get);

  private static Subject token(int number) {
    return Subject.token("acme", Integer.toString(number));
  }

  private Map<Subject, Revocation> find(Subject... subjects) {
    return list.find(List.of(subjects));
  }

  @Test
  void find_givesThoseThatHaveOne() {
    assertEquals(Map.of(), find(token(1)));
    list.revoke(token(1), ALL, MINUTE);
    list.revoke(token(2), OLD, MINUTE);
    assertEquals(
        Map.of(token(1), ALL, token(2), OLD), find(token(0), token(1), token(2), token(3)));
    assertEquals(Map.of(), find(Subject.token("globex", "1"), Subject.caller("acme", "1")));
  }

  @Test
  void isEmpty_whereNothingIsRevoked() {
    assertTrue(list.isEmpty());
    list.revoke(token(1), ALL, MINUTE);
    assertFalse(list.isEmpty());
    list.lift(token(1));
    assertTrue(list.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"59999, true", "60000, false", "60001, false"})
  void revocation_isKeptForItsTime(long millis, boolean kept) {
    list.revoke(token(1), ALL, MINUTE);
    nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    assertEquals(kept, !find(token(1)).isEmpty());
  }

  @Test
  void withoutEnd_isKeptForEver() {
    list.revoke(token(1), ALL, null);
    list.revoke(token(2), ALL, Duration.ofSeconds(Long.MAX_VALUE));
    nanos.addAndGet(Duration.ofDays(30_000).toNanos());
    assertEquals(2, find(token(1), token(2)).size());
  }

  @ParameterizedTest
  @CsvSource({"36500, false", "36501, true"})
  void centuryAtMost_hasAnEnd(long days, boolean forEver) {
    list.revoke(token(1), ALL, Duration.ofDays(days));
    nanos.addAndGet(Duration.ofDays(36_500).minusNanos(1).toNanos());
    assertEquals(1, find(token(1)).size());
    nanos.addAndGet(Duration.ofDays(2).toNanos());
    assertEquals(forEver, !find(token(1)).isEmpty());
  }

  @ParameterizedTest // a monotonic clock begins anywhere, and may run over
  @ValueSource(longs = {0, -1, Long.MAX_VALUE / 2, Long.MAX_VALUE, Long.MIN_VALUE})
  void clock_mayBeginAnywhere(long start) {
    AtomicLong clock = new AtomicLong(start);
    MemoryDenyList other = new MemoryDenyList(1, clock::get);
    other.revoke(token(1), ALL, MINUTE);
    assertEquals(Map.of(token(1), ALL), other.find(List.of(token(1))));
    clock.addAndGet(MINUTE.toNanos() - 1);
    assertEquals(Map.of(token(1), ALL), other.find(List.of(token(1))));
    clock.addAndGet(1);
    assertEquals(Map.of(), other.find(List.of(token(1))));
  }

  @Test
  void several_countTogetherAndTheLongestTimeHolds() {
    list.revoke(token(1), OLD, MINUTE.multipliedBy(2));
    Revocation later = ALL.from(Instant.ofEpochSecond(9000));
    list.revoke(token(1), later, MINUTE);
    nanos.addAndGet(MINUTE.toNanos());
    assertEquals(Map.of(token(1), OLD.and(later)), find(token(1)));
  }

  @Test
  void whatIsOver_doesNotComeBack() {
    list.revoke(token(1), ALL, MINUTE);
    nanos.addAndGet(MINUTE.toNanos());
    list.revoke(token(1), OLD, MINUTE);
    assertEquals(Map.of(token(1), OLD), find(token(1)));
  }

  @Test
  void lifted_isGoneWithItsPlace() {
    for (int round = 0; round < 9; round++) {
      list.revoke(token(1), ALL, null);
      list.lift(token(1));
      list.lift(token(1));
    }
    assertEquals(Map.of(), find(token(1)));
    IntStream.range(0, 3).forEach(i -> list.revoke(token(i), ALL, null));
    assertThrows(IllegalStateException.class, () -> list.revoke(token(3), ALL, null));
  }

  @Test // requirement 61
  void fullList_saysSoAndForgetsNothing() {
    IntStream.range(0, 3).forEach(i -> list.revoke(token(i), ALL, MINUTE));
    for (int round = 0; round < 3; round++) {
      String message =
          assertThrows(IllegalStateException.class, () -> list.revoke(token(3), ALL, MINUTE))
              .getMessage();
      assertEquals("the deny list is full", message);
    }
    list.revoke(token(0), OLD, MINUTE); // it has its place already
    assertEquals(3, find(token(0), token(1), token(2), token(3)).size());
    nanos.addAndGet(MINUTE.toNanos());
    IntStream.range(3, 6).forEach(i -> list.revoke(token(i), ALL, MINUTE));
    assertThrows(IllegalStateException.class, () -> list.revoke(token(6), ALL, MINUTE));
  }

  /** Each round takes and gives back places from all sides. */
  @Test
  void sixteenThreads_neitherLoseNorGainPlaces() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<?>> done =
          IntStream.range(0, 16).<Future<?>>mapToObj(i -> threads.submit(() -> stir(i))).toList();
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    nanos.addAndGet(Duration.ofDays(1).toNanos());
    IntStream.range(10, 13).forEach(i -> list.revoke(token(i), ALL, MINUTE));
    assertThrows(IllegalStateException.class, () -> list.revoke(token(13), ALL, MINUTE));
  }

  private void stir(int thread) {
    for (int round = 0; round < 2000; round++) {
      try {
        list.revoke(token(round % 4), ALL, Duration.ofNanos(1 + round % 3));
      } catch (IllegalStateException full) {
        assertTrue(full.getMessage().endsWith("full"));
      }
      nanos.incrementAndGet();
      if (thread % 4 == 0) {
        list.lift(token((round + 1) % 4));
      }
    }
  }
}
