package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.FallbackStore;
import dev.watchword.limit.OutageRules;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens.Use;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node does while Redis is not there, does not answer, or has lost its memory. */
@Timeout(60)
class RedisOutageTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /** What a busy machine may add. */
  private static final Duration SLACK = Duration.ofMillis(700);

  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final RateLimit TWENTY = RateLimit.of("20/1h");
  private static final Subject TOKEN = Subject.token("acme", "once");
  private static final Subject CALLER = Subject.caller("acme", "ann");

  private final List<AutoCloseable> opened = new ArrayList<>();

  private <T extends AutoCloseable> T open(T thing) {
    opened.add(0, thing);
    return thing;
  }

  private FallbackStore node(int port) {
    URI uri = URI.create("redis://127.0.0.1:" + port);
    StoreSettings settings = new StoreSettings(uri, "watchword", TIMEOUT, Duration.ZERO);
    RedisStore shared = RedisStore.open(settings, System::nanoTime);
    return open(new FallbackStore(shared, OutageRules.USUAL, System::nanoTime));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private static Bucket bucket(String key) {
    return new Bucket(Table.CALLERS, "api", key, "acme");
  }

  private static int drain(FallbackStore node, String key) {
    int taken = 0;
    while (node.consume(bucket(key), TWENTY).allowed()) {
      taken++;
    }
    return taken;
  }

  private static Use use(FallbackStore node) {
    return node.usedTokens().use(TOKEN, Duration.ofHours(1), 10);
  }

  /** In a service a thread does this each second. */
  private static boolean beats(FallbackStore node) {
    try {
      node.beat();
      return true;
    } catch (RuntimeException outOfReach) {
      return false;
    }
  }

  private static void awaitAnswers(FallbackStore node) {
    Eventually.isTrue(RECOVERY, () -> beats(node));
  }

  private static <T> T inTime(Supplier<T> question) {
    long start = System.nanoTime();
    try {
      return question.get();
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(took.compareTo(TIMEOUT.plus(SLACK)) < 0, took::toString);
    }
  }

  /** What the outage rules say by default, and that nothing of it takes longer than the timeout. */
  private static void assertAlone(FallbackStore node, String key, int share) {
    assertEquals(share, inTime(() -> drain(node, key)));
    assertThrows(IllegalStateException.class, () -> inTime(() -> use(node)));
    assertThrows(
        IllegalStateException.class, () -> inTime(() -> node.denyList().find(List.of(CALLER))));
    assertThrows(IllegalStateException.class, () -> revokeInTime(node));
    assertFalse(inTime(() -> beats(node)));
    assertTrue(node.refuses(true, true));
    assertTrue(node.troubles().get(0).startsWith("the store cannot be reached"));
  }

  private static void revokeInTime(FallbackStore node) {
    inTime(
        () -> {
          node.denyList().revoke(CALLER, Revocation.ofAll(), null);
          return node;
        });
  }

  @Test
  void redisAbsentAtStart_isUsedOnceItIsThere() {
    RedisProcess redis = open(RedisProcess.absent());
    FallbackStore node = node(redis.port());
    assertAlone(node, "a", 20);
    assertEquals(1, node.nodes());
    redis.startAgain();
    awaitAnswers(node);
    assertEquals(20, drain(node, "a"));
    assertEquals(Use.FIRST, use(node));
    assertEquals(List.of(), node.troubles());
    assertFalse(node.refuses(true, true));
  }

  @Test
  void killedRedis_leavesEachNodeItsShareAndIsUsedAgain() {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore one = node(redis.port());
    FallbackStore two = node(redis.port());
    awaitAnswers(one);
    awaitAnswers(two);
    awaitAnswers(one);
    assertEquals(2, one.nodes());
    assertEquals(20, drain(one, "a") + drain(two, "a"));
    redis.kill();
    assertAlone(one, "a", 10);
    assertAlone(two, "a", 10);
    redis.startAgain();
    awaitAnswers(one);
    awaitAnswers(two);
    assertEquals(20, drain(one, "a") + drain(two, "a"), "it has forgotten, and all begins anew");
    assertLost(one);
    assertLost(two);
  }

  private static void assertLost(FallbackStore node) {
    assertEquals(1, node.troubles().size(), () -> "" + node.troubles());
    assertTrue(
        node.troubles().get(0).startsWith("Redis lost its memory shortly before 20"),
        () -> "" + node.troubles());
  }

  @Test
  void frozenRedis_keepsNoThreadWaitingAndForgetsNothing() {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore node = node(redis.port());
    awaitAnswers(node);
    assertEquals(20, drain(node, "a"));
    assertEquals(Use.FIRST, use(node));
    redis.freeze();
    assertAlone(node, "a", 20);
    redis.goOn();
    awaitAnswers(node);
    assertEquals(0, drain(node, "a"));
    assertEquals(Use.AGAIN, use(node));
    assertEquals(List.of(), node.troubles());
  }

  @Test
  void slowRedis_isWaitedForUpToTimeout() {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore node = node(redis.port());
    awaitAnswers(node);
    redis.run(commands -> commands.clientPause(TIMEOUT.toMillis() / 3));
    assertEquals(Use.FIRST, inTime(() -> use(node)));
    redis.run(commands -> commands.clientPause(TIMEOUT.toMillis() * 4));
    assertAlone(node, "a", 20);
    awaitAnswers(node);
    assertEquals(20, drain(node, "a"));
  }

  @Test
  void connectionThatFirewallForgot_isReplaced() {
    RedisProcess redis = open(RedisProcess.start());
    TcpProxy network = open(new TcpProxy(redis.port()));
    FallbackStore node = node(network.port());
    awaitAnswers(node);
    assertEquals(Use.FIRST, use(node));
    network.cut();
    assertAlone(node, "a", 20);
    network.mend();
    awaitAnswers(node);
    assertEquals(20, drain(node, "a"));
    assertEquals(Use.AGAIN, use(node));
    assertEquals(List.of(), node.troubles());
  }

  @Test
  void emptiedRedis_isNoticedAndTold() {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore node = node(redis.port());
    awaitAnswers(node);
    assertEquals(Use.FIRST, use(node));
    assertEquals(20, drain(node, "a"));
    redis.run(commands -> commands.flushall());
    awaitAnswers(node);
    assertLost(node);
    assertEquals(20, drain(node, "a"));
    assertEquals(Use.FIRST, use(node));
  }

  @Test
  void redisThatMayForget_isToldAsTrouble() {
    RedisProcess redis = open(RedisProcess.start("--maxmemory-policy", "allkeys-lru"));
    FallbackStore node = node(redis.port());
    awaitAnswers(node);
    assertEquals(
        List.of(
            "Redis has maxmemory-policy allkeys-lru and so may forget used tokens and revocations;"
                + " it should be noeviction"),
        node.troubles());
  }

  /** Killed, started again, frozen and emptied, while sixteen threads ask. */
  @Test
  void load_survivesEverythingWithFewThreadsAndNoWaiting() throws Exception {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore node = node(redis.port());
    awaitAnswers(node);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong longest = new AtomicLong();
    AtomicInteger asked = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      running.add(pool.submit(() -> load(node, over, longest, asked)));
    }
    awaitMore(asked);
    int threads = lettuceThreads();
    redis.kill();
    awaitMore(asked);
    redis.startAgain();
    awaitAnswers(node);
    awaitMore(asked);
    redis.freeze();
    awaitMore(asked);
    redis.goOn();
    awaitAnswers(node);
    awaitMore(asked);
    over.set(true);
    for (Future<?> each : running) {
      each.get(20, TimeUnit.SECONDS);
    }
    pool.shutdown();
    assertTrue(lettuceThreads() <= Math.max(threads, 6), () -> "threads: " + lettuceThreads());
    Duration wait = Duration.ofNanos(longest.get());
    assertTrue(wait.compareTo(TIMEOUT.plus(SLACK)) < 0, wait::toString);
  }

  private static void load(
      FallbackStore node, AtomicBoolean over, AtomicLong longest, AtomicInteger asked) {
    while (!over.get()) {
      long start = System.nanoTime();
      node.consume(bucket("key " + asked.get() % 7), TWENTY);
      longest.accumulateAndGet(System.nanoTime() - start, Math::max);
      asked.incrementAndGet();
    }
  }

  private static void awaitMore(AtomicInteger asked) {
    int before = asked.get();
    Eventually.isTrue(RECOVERY, () -> asked.get() - before > 500);
  }

  private static int lettuceThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("lettuce"))
            .count();
  }

  @Test
  void closedStore_leavesNoThreadAndNoNode() {
    RedisProcess redis = open(RedisProcess.start());
    FallbackStore stays = node(redis.port());
    awaitAnswers(stays);
    int threads = lettuceThreads();
    FallbackStore goes = node(redis.port());
    awaitAnswers(goes);
    awaitAnswers(stays);
    assertEquals(2, stays.nodes());
    assertTrue(lettuceThreads() > threads);
    goes.close();
    Eventually.isTrue(RECOVERY, () -> lettuceThreads() <= threads);
    awaitAnswers(stays);
    assertEquals(1, stays.nodes());
  }
}
