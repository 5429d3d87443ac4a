package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Requirements 61, 62, 70, 71 and 72 in memory, by a clock that the test sets. */
class MemoryStoreContractTest extends StoreContract {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // it will overflow
  private final List<Store> nodes = List.of(new MemoryStore(10_000, nanos::get));

  @Override
  public List<Store> nodes() {
    return nodes;
  }

  @Override
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
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
