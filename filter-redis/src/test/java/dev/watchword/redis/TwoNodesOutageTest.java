package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.Notice.Kind;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Redis is killed, frozen, cut off, emptied and not there yet, while clients of every kind call two
 * nodes. Requirements 61, 62 and 71 for the time of an outage: each answer is the one that {@code
 * docs/operating.md} states.
 */
@Timeout(120)
class TwoNodesOutageTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** What a busy machine may add. */
  private static final Duration SLACK = Duration.ofSeconds(4);

  private static final Duration NOTICED = Duration.ofSeconds(20);
  private static final int LIMIT = 20;

  /** Threads of the servers, which come and go by themselves. */
  private static final int A_FEW = 30;

  /** On each node two requests that try whether it answers again, and the beat. */
  private static final int MOST_WAITING = 6;

  private final LogLines log = new LogLines();
  private final Client client = new Client();
  private final RedisProcess redis = RedisProcess.absent();
  private TwoNodes nodes;
  private Load load;

  @AfterEach
  void stop() {
    load.close();
    nodes.close();
    client.close();
    redis.close();
    log.close();
  }

  private void start(int port) throws Exception {
    nodes = TwoNodes.start(port, TIMEOUT);
    load = new Load(nodes, client);
  }

  private void startTogether(int port) throws Exception {
    redis.startAgain();
    nodes = TwoNodes.start(port, TIMEOUT);
    nodes.awaitEachOther(redis);
    load = new Load(nodes, client);
    assertServed(LIMIT);
  }

  private void assertServed(int limitedAdmitted) {
    assertAnswers(200, 200);
    assertEquals(limitedAdmitted, load.limitedAdmitted());
    assertTrue(nodes.both(node -> node.watchword().health().up()));
  }

  /** What needs no state is served. What would be unsafe without the store is refused. */
  private void assertAlone(int limitedAdmitted) {
    Eventually.isTrue(NOTICED, () -> nodes.both(TwoNodesOutageTest::isAlone));
    assertAnswers(200, 503);
    assertEquals(limitedAdmitted, load.limitedAdmitted());
    assertFewThreadsWait();
    assertEquals(0, load.withoutRetryAfter());
    assertTrue(nodes.both(node -> !node.watchword().health().up()));
    assertLoggedByBoth("the store cannot be reached");
  }

  private static boolean isAlone(Node node) {
    return node.health("store.problem").contains("the store cannot be reached")
        && node.noticed(Kind.STORE_TROUBLE);
  }

  private void awaitUp() {
    Eventually.isTrue(NOTICED, () -> nodes.both(node -> node.watchword().health().up()));
  }

  /** On the last line of limits some may have passed just before. */
  private void assertAnswers(int plain, int stateful) {
    Map<Load.Kind, Set<Integer>> expected = new TreeMap<>();
    expected.put(Load.Kind.PLAIN, Set.of(plain));
    expected.put(Load.Kind.ONCE, Set.of(stateful));
    expected.put(Load.Kind.REVOCABLE, Set.of(stateful));
    Map<Load.Kind, Set<Integer>> seen = load.next();
    Set<Integer> limited = seen.remove(Load.Kind.LIMITED);
    assertEquals(expected, seen);
    assertTrue(Set.of(200, 429).containsAll(limited), limited::toString);
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private static void assertFewMoreThan(Set<Thread> before) {
    Set<Thread> more = new HashSet<>(threads());
    more.removeAll(before);
    assertTrue(threads().size() <= before.size() + A_FEW, more::toString);
  }

  private static void assertFewThreadsWait() {
    for (int i = 0; i < 50; i++) {
      long waiting =
          Thread.getAllStackTraces().values().stream()
              .filter(TwoNodesOutageTest::isInRedisLink)
              .count();
      assertTrue(waiting <= MOST_WAITING, () -> waiting + " threads wait for Redis");
    }
  }

  private static boolean isInRedisLink(StackTraceElement[] stack) {
    return Stream.of(stack).anyMatch(each -> each.getClassName().equals(RedisLink.class.getName()));
  }

  private void assertNoThreadWaitedLong() {
    assertTrue(load.longest().compareTo(TIMEOUT.plus(SLACK)) < 0, () -> "" + load.longest());
  }

  private void assertLost() {
    Eventually.isTrue(
        NOTICED,
        () -> nodes.both(node -> node.health("store.problem").contains("lost its memory")));
    assertLoggedByBoth("Redis lost its memory");
  }

  /** A node's health may know of it before its log does. */
  private void assertLoggedByBoth(String text) {
    Eventually.isTrue(NOTICED, () -> log.count(text) >= 2);
    assertEquals(2, log.count(text), text);
  }

  /** Both nodes together admit the limit once more while each is alone, and no more. */
  @Test
  void killedRedis_leavesBothTheirSharesAndIsUsedAgain() throws Exception {
    startTogether(redis.port());
    Set<Thread> before = threads();
    redis.kill();
    assertAlone(2 * LIMIT);
    assertFewMoreThan(before);
    redis.startAgain();
    awaitUp();
    assertServed(3 * LIMIT);
    assertLost();
    assertNoThreadWaitedLong();
  }

  @Test
  void frozenRedis_forgetsNothing() throws Exception {
    startTogether(redis.port());
    Set<Thread> before = threads();
    redis.freeze();
    assertAlone(2 * LIMIT);
    assertFewMoreThan(before);
    redis.goOn();
    awaitUp();
    assertServed(2 * LIMIT);
    assertNoThreadWaitedLong();
    Eventually.isTrue(NOTICED, () -> nodes.both(node -> node.noticed(Kind.STORE_WELL)));
    assertLoggedByBoth("the store is well again");
  }

  /** What is sent without an answer is bounded by time, not by the number of requests. */
  @Test
  void redisThatIsCutOff_isSentAlmostNothing() throws Exception {
    try (TcpProxy network = new TcpProxy(redis.port())) {
      startTogether(network.port());
      network.cut();
      assertAlone(2 * LIMIT);
      long dropped = network.dropped();
      load.next();
      load.next();
      assertTrue(network.dropped() - dropped < 5000, () -> "" + (network.dropped() - dropped));
      network.mend();
      awaitUp();
      assertServed(2 * LIMIT);
      assertNoThreadWaitedLong();
    }
  }

  @Test
  void emptiedRedis_refusesNothingAndBeginsAnew() throws Exception {
    startTogether(redis.port());
    redis.run(commands -> commands.flushall());
    assertLost();
    assertServed(2 * LIMIT);
    assertEquals(0, log.count("the store cannot be reached"));
  }

  /** A node that has never heard of others takes itself for the only one. */
  @Test
  void redisAbsentAtStart_isUsedOnceItIsThere() throws Exception {
    start(redis.port());
    assertAlone(2 * LIMIT);
    redis.startAgain();
    awaitUp();
    assertServed(3 * LIMIT);
    assertNoThreadWaitedLong();
  }
}
