package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.testkit.StoreContract;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Requirements 61, 62, 70, 71 and 72 in a real Valkey, for two of our nodes. Left out where {@code
 * valkey-server} is not installed, with a line that says so, but not where CI is set.
 */
class ValkeyStoreContractTest extends StoreContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STALENESS = Duration.ofMillis(200);

  private static @Nullable RedisProcess valkey;
  private static List<Store> nodes = List.of();

  @BeforeAll
  static void start() {
    RedisProcess started = startOrLeaveOut();
    valkey = started;
    StoreSettings settings = started.settings(TIMEOUT, STALENESS);
    nodes =
        List.of(
            RedisStore.open(settings, System::nanoTime),
            RedisStore.open(settings, System::nanoTime));
  }

  private static RedisProcess startOrLeaveOut() {
    try {
      return RedisProcess.startValkey();
    } catch (UncheckedIOException notInstalled) {
      if (System.getenv("CI") != null) {
        return fail("nothing may be left out in CI, but Valkey cannot be started", notInstalled);
      }
      System.out.println("Tests on Valkey are left out, since valkey-server is not installed");
      return Assumptions.abort("valkey-server is not installed");
    }
  }

  @AfterAll
  static void stop() {
    nodes.forEach(Store::close);
    if (valkey != null) {
      valkey.close();
    }
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

  @Test
  void server_isValkey() {
    String info = valkey == null ? "" : valkey.run(commands -> commands.info("server"));
    assertTrue(info.contains("valkey_version:"), info);
  }
}
