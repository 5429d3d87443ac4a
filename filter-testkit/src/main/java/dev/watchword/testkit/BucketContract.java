package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Buckets: requirements 70 to 72 as far as they are a store's. */
interface BucketContract extends StoresUnderTest {
  /** More than any test takes. */
  int MOST = 1000;

  private static Bucket bucket(String key) {
    return new Bucket(Table.CALLERS, "contract", key, "acme");
  }

  /** How many permits there are until one is refused. */
  private static int drain(Store store, Bucket bucket, RateLimit limit) {
    for (int taken = 0; taken < MOST; taken++) {
      if (!store.consume(bucket, limit).allowed()) {
        return taken;
      }
    }
    throw new AssertionError("more than " + MOST + " permits");
  }

  /** Requirement 71. */
  @Test
  default void manyThreads_neverTakeMoreThanLimit() throws Exception {
    Bucket bucket = bucket(StoresUnderTest.unique());
    RateLimit limit = RateLimit.of("40/1h+10");
    List<Integer> taken =
        Crowd.of(
            16,
            thread -> {
              int mine = 0;
              for (int i = 0; i < 10; i++) {
                mine += node(thread).consume(bucket, limit).allowed() ? 1 : 0;
              }
              return mine;
            });
    assertEquals(50, taken.stream().mapToInt(Integer::intValue).sum());
  }

  @Test
  default void answer_saysWhatIsLeftAndWhenAllIsBack() {
    Bucket bucket = bucket(StoresUnderTest.unique());
    RateLimit limit = RateLimit.of("10/1h");
    for (int left = 9; left >= 0; left--) {
      Consumption answer = node(left).consume(bucket, limit);
      assertTrue(answer.allowed());
      assertEquals(left, answer.remaining());
      assertEquals(Duration.ZERO, answer.retryAfter());
      assertBetween(limit.refillTime().multipliedBy(9 - left).dividedBy(10), answer.reset(), limit);
    }
    Consumption refused = node(0).consume(bucket, limit);
    assertFalse(refused.allowed());
    assertEquals(0, refused.remaining());
    assertBetween(Duration.ofMinutes(5), refused.retryAfter(), limit);
    assertBetween(Duration.ofMinutes(59), refused.reset(), limit);
  }

  private static void assertBetween(Duration least, Duration actual, RateLimit limit) {
    assertTrue(actual.compareTo(least) >= 0, actual::toString);
    assertTrue(actual.compareTo(limit.refillTime()) <= 0, actual::toString);
  }

  @Test
  default void permit_isBackWhenAnswerSaidSo() {
    Bucket bucket = bucket(StoresUnderTest.unique());
    RateLimit limit = RateLimit.of("4/1s");
    drain(node(0), bucket, limit);
    Consumption refused = node(0).consume(bucket, limit);
    pass(refused.allowed() ? Duration.ofMillis(250) : refused.retryAfter().plusMillis(5));
    assertTrue(node(1).consume(bucket, limit).allowed());
  }

  @Test
  default void refusedAttempts_costNothing() {
    Bucket bucket = bucket(StoresUnderTest.unique());
    RateLimit limit = RateLimit.of("1/1s");
    drain(node(0), bucket, limit);
    for (int i = 0; i < 20; i++) {
      node(i).consume(bucket, limit);
    }
    pass(Duration.ofMillis(1005));
    assertTrue(node(0).consume(bucket, limit).allowed());
  }

  @Test
  default void quietTime_savesUpNoMoreThanCapacity() {
    Bucket bucket = bucket(StoresUnderTest.unique());
    RateLimit limit = RateLimit.of("2/1s+1");
    node(0).consume(bucket, limit);
    pass(Duration.ofMillis(1900));
    long before = System.nanoTime();
    int taken = drain(node(1), bucket, limit);
    long comesBack = 2 * Duration.ofNanos(System.nanoTime() - before).toMillis() / 1000 + 1;
    assertTrue(taken >= 3 && taken <= 3 + comesBack, () -> "" + taken);
  }

  /** Requirement 72: failures are not counted with other requests, either. */
  @Test
  default void bucketsOfOtherTablePolicyOrKey_shareNothing() {
    String key = StoresUnderTest.unique();
    RateLimit limit = RateLimit.of("1/1h");
    Set<Bucket> different = new HashSet<>();
    for (Table table : Table.values()) {
      for (String policy : List.of("a", "a:b", "a b", "A")) {
        for (String end : List.of("", ":b", " b", "b", "{b}", "\n", "\u00e9", "B")) {
          different.add(new Bucket(table, policy, end + key, "acme"));
          different.add(new Bucket(table, policy, key + end, "acme"));
        }
      }
    }
    int number = 0;
    for (Bucket each : different) {
      assertTrue(node(number++).consume(each, limit).allowed(), each::toString);
    }
    for (Bucket each : different) {
      assertFalse(node(number++).consume(each, limit).allowed(), each::toString);
    }
  }

  @Test
  default void owner_makesNoOtherBucket() {
    String key = StoresUnderTest.unique();
    RateLimit limit = RateLimit.of("1/1h");
    assertTrue(node(0).consume(bucket(key), limit).allowed());
    Bucket other = new Bucket(Table.CALLERS, "contract", key, "globex");
    assertFalse(node(1).consume(other, limit).allowed());
  }

  /** Requirement 70, as far as a client may choose what it is counted by. */
  @Test
  default void longKey_isOneBucketOfItsOwn() {
    String key = "x".repeat(8000) + StoresUnderTest.unique();
    RateLimit limit = RateLimit.of("1/1h");
    assertTrue(node(0).consume(bucket(key), limit).allowed());
    assertFalse(node(1).consume(bucket(key), limit).allowed());
    assertTrue(node(1).consume(bucket(key + "x"), limit).allowed());
  }
}
