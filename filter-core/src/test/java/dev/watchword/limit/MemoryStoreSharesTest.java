package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Requirements 70 and 71: what happens where places are short, and that other owners do not notice.
 */
class MemoryStoreSharesTest {
  private static final RateLimit TEN_A_MINUTE = RateLimit.of("10/1m");

  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore(100, nanos::get);

  private long left(Table table, String policy, String key, String owner) {
    Consumption consumption = store.consume(new Bucket(table, policy, key, owner), TEN_A_MINUTE);
    return consumption.allowed() ? consumption.remaining() : -1;
  }

  private long left(String key, String owner) {
    return left(Table.CALLERS, "api", key, owner);
  }

  /** A hundred new keys of one owner; how many have a bucket of their own. */
  private int flood(Table table, String policy, String owner) {
    int fresh = 0;
    for (int i = 0; i < 100; i++) {
      fresh += left(table, policy, owner + " " + i, owner) == 9 ? 1 : 0;
    }
    return fresh - 1; // the bucket that the others share was fresh once, too
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 2", "4, 2", "99, 50", "100, 50", "101, 51"})
  void loneOwner_getsHalf(int places, int most) {
    Places free = new Places(places);
    for (int i = 0; i < most; i++) {
      assertTrue(free.hasRoom("acme"));
      assertTrue(free.take("acme"));
    }
    assertFalse(free.hasRoom("acme"));
    assertFalse(free.take("acme"));
  }

  @ParameterizedTest
  @CsvSource({"1, 50", "2, 33", "3, 25", "9, 10", "49, 2", "99, 1"})
  void greedyOwners_leaveRoomForNewcomer(int owners, int share) {
    Places free = new Places(100);
    for (int round = 0; round < 100; round++) {
      for (int owner = 0; owner < owners; owner++) {
        free.take("flood " + owner);
      }
    }
    int got = 0;
    while (free.take("newcomer")) {
      got++;
    }
    assertTrue(got >= Math.max(1, share / 2), () -> "of about " + share + " places left");
  }

  @Test
  void releasedPlaces_areThereForOthers() {
    Places free = new Places(2);
    assertTrue(free.take("acme"));
    assertTrue(free.take("globex"));
    assertFalse(free.take("initech"));
    assertEquals(List.of("acme", "globex"), free.crowded(9).stream().sorted().toList());
    free.giveBack("acme");
    assertTrue(free.take("initech"));
    assertFalse(free.take("acme"));
    free.giveBack("globex");
    free.giveBack("initech");
    assertEquals(List.of(), free.crowded(9));
    assertTrue(free.take("acme"));
    assertFalse(free.take("acme"), "one of two");
  }

  @Test
  void floodBeyondItsShare_isCountedTogetherAndOldBucketsStay() {
    assertEquals(50, flood(Table.CALLERS, "api", "acme"));
    assertEquals(-1, left("new", "acme"), "fifty drew from one bucket of ten");
    assertEquals(-1, left("newer", "acme"));
    assertEquals(8, left("acme 0", "acme"));
    assertEquals(8, left("acme 49", "acme"));
    assertEquals(-1, left("acme 50", "acme"));
    nanos.addAndGet(Duration.ofSeconds(6).toNanos());
    assertEquals(0, left("new", "acme"), "one permit is back");
    assertEquals(-1, left("newer", "acme"));
  }

  @Test
  void flood_leavesOtherTablesOwnersAndPoliciesAlone() {
    flood(Table.CALLERS, "api", "acme");
    assertEquals(-1, left("drained", "acme"));
    assertEquals(9, left("bob", "globex"), "another owner");
    assertEquals(9, left(Table.CALLERS, "other", "bob", "acme"), "another policy's shared bucket");
    for (Table table : List.of(Table.FAILURES, Table.ADDRESSES)) {
      assertEquals(50, flood(table, "api", "acme"), table::code);
    }
  }

  /** The table is full, and new keys of an owner that did not fill it share with no other owner. */
  @Test
  void floodByAll_leavesEachOwnerItsOwnBucket() {
    for (int owner = 0; owner < 100; owner++) {
      assertEquals(9, left("key " + owner, "owner " + owner));
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(9 - i, left("new " + i, "owner 0"));
    }
    assertEquals(-1, left("new", "owner 0"));
    assertEquals(9, left("bob", "newcomer"));
    assertEquals(8, left("carol", "newcomer"));
    assertEquals(9, left(Table.CALLERS, "other", "carol", "newcomer"));
  }

  @Test
  void memory_isBoundedWhateverOwnersAndKeysCome() {
    List<String> policies = List.of("a", "b", "c");
    for (int i = 0; i < 5000; i++) {
      for (Table table : Table.values()) {
        left(table, policies.get(i % 3), "key " + i, "owner " + i % 1000);
      }
    }
    long size = store.size();
    assertTrue(size <= 3 * (100 + 10 + 3), () -> "buckets: " + size);
    assertEquals(-1, left(Table.CALLERS, "a", "late", "late"), "the policy's last bucket");
    assertEquals(9, left(Table.CALLERS, "d", "late", "late"), "and no other owner's");
  }

  @Test
  void policy_cannotTakeAllSharedBuckets() {
    for (int i = 0; i < 200; i++) { // a hundred places, and then ten shared buckets
      left(Table.CALLERS, "flooded", "key " + i, "owner " + i);
    }
    for (int i = 0; i < 10; i++) {
      assertEquals(9 - i, left(Table.CALLERS, "calm", "key " + i, "owner 1"));
    }
    assertEquals(-1, left(Table.CALLERS, "calm", "key", "owner 1"));
    assertEquals(9, left(Table.CALLERS, "calm", "key", "owner 2"));
  }

  @Test
  void places_areFreedOnceFloodIsRefilled() {
    flood(Table.CALLERS, "api", "acme");
    assertEquals(Map.of(Table.CALLERS, words("acme")), store.full());
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertEquals(9, left("one", "acme"));
    assertEquals(9, left("two", "acme"), "not shared");
    assertEquals(Map.of(), store.full());
  }

  @Test
  void places_areFreedForNextFlood() {
    for (int round = 0; round < 3; round++) {
      assertEquals(50, flood(Table.CALLERS, "api", "acme"));
      nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    }
  }

  /** Health is asked where requests no longer come, too. */
  @Test
  void refilledFlood_isNoLongerTold() {
    flood(Table.CALLERS, "api", "acme");
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertEquals(Map.of(), store.full());
  }

  /** So that a flood does not make each of its requests look through the table. */
  @Test
  void fullTable_looksOnceSecondForWhatHasLeft() {
    flood(Table.CALLERS, "api", "acme");
    nanos.addAndGet(Duration.ofMillis(59_900).toNanos());
    assertEquals(8, left("looks", "acme"), "from the shared bucket, nearly full again");
    nanos.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    assertEquals(8, left("too soon", "acme"), "from the shared bucket");
    nanos.addAndGet(1);
    assertEquals(9, left("looks again", "acme"), "from a bucket of its own");
  }

  @Test
  void size_countsBucketsOfAllThreeKinds() {
    MemoryStore small = new MemoryStore(1, nanos::get);
    for (int size = 1; size <= 3; size++) { // its own; the one shared one; the policy's last one
      small.consume(new Bucket(Table.CALLERS, "api", "key " + size, "owner " + size), TEN_A_MINUTE);
      assertEquals(size, small.size());
    }
  }

  private static String words(String owners) {
    return "full for " + owners + "; whoever is new there shares one allowance";
  }

  @Test
  void fullTable_namesItsOwners() {
    assertEquals(Map.of(), store.full());
    for (int i = 0; i < 49; i++) {
      left(Table.FAILURES, "failures", "key " + i, "bad tokens");
    }
    assertEquals(Map.of(), store.full());
    left(Table.FAILURES, "failures", "last", "bad tokens");
    assertEquals(Map.of(Table.FAILURES, words("bad tokens")), store.full());
  }

  @ParameterizedTest
  @CsvSource({"3, ''", "4, ' and others'"})
  void fullTable_namesThreeAtMost(int owners, String others) {
    MemoryStore small = new MemoryStore(owners, nanos::get);
    for (int owner = 0; owner < owners; owner++) {
      small.consume(new Bucket(Table.CALLERS, "api", "key " + owner, "o" + owner), TEN_A_MINUTE);
    }
    String told = small.full().get(Table.CALLERS);
    assertTrue(told.matches("full for o\\d, o\\d, o\\d" + others + "; whoever.*"), told);
  }

  @Test
  void sixteenThreads_neverTakeMoreThanThereIs() throws InterruptedException {
    AtomicInteger allowed = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String owner = "owner " + i % 4;
      String prefix = i + "/";
      threads.add(
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException end) {
                  return;
                }
                for (int key = 0; key < 500; key++) {
                  left(prefix + key, owner);
                  allowed.addAndGet(left("together", "acme") >= 0 ? 1 : 0);
                }
              }));
    }
    threads.forEach(Thread::start);
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(10, allowed.get());
    long size = store.size();
    assertTrue(size > 50 && size <= 100 + 4, () -> "buckets: " + size);
  }
}
