package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.testkit.StoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requirements 61, 62, 70, 71 and 72 in a real cluster of three, for two of our nodes. */
class RedisClusterContractTest extends StoreContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STALENESS = Duration.ofMillis(200);

  private static RedisCluster redis;
  private static List<Store> nodes;

  @BeforeAll
  static void start() {
    redis = new RedisCluster();
    StoreSettings settings = redis.settings(TIMEOUT, STALENESS);
    nodes =
        List.of(
            RedisStore.open(settings, System::nanoTime),
            RedisStore.open(settings, System::nanoTime));
  }

  @AfterAll
  static void stop() {
    List<Long> keys = redis.keys();
    nodes.forEach(Store::close);
    redis.close();
    assertTrue(keys.stream().allMatch(count -> count > 0), () -> "not spread: " + keys);
  }

  @Override
  public List<Store> nodes() {
    return nodes;
  }

  @Override
  public Duration staleness() {
    return STALENESS;
  }

  @Override
  public void pass(Duration time) {
    long start = System.nanoTime();
    Eventually.isTrue(time.plusSeconds(5), () -> System.nanoTime() - start > time.toNanos());
  }

  /** The contract skips what a store does not offer, and that would be no proof. */
  @Test
  void store_leavesNoPartOut() {
    for (Store each : nodes()) {
      assertNotNull(each.usedTokens());
      assertNotNull(each.denyList());
    }
  }
}
