package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.testkit.StoreContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requirements 61, 62, 70, 71 and 72 in a real Redis, for two nodes whose clocks are an hour apart.
 */
class RedisStoreContractTest extends StoreContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STALENESS = Duration.ofMillis(200);
  private static final long HOUR = Duration.ofHours(1).toNanos();

  private static RedisProcess redis;
  private static List<Store> nodes;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    StoreSettings settings = redis.settings(TIMEOUT, STALENESS);
    nodes =
        List.of(
            RedisStore.open(settings, System::nanoTime),
            RedisStore.open(settings, () -> System.nanoTime() + HOUR));
  }

  @AfterAll
  static void stop() {
    nodes.forEach(Store::close);
    redis.close();
  }

  @Override
  public List<Store> nodes() {
    return nodes;
  }

  @Override
  public Duration staleness() {
    return STALENESS;
  }

  /** The time of Redis cannot be set, so this waits. */
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
