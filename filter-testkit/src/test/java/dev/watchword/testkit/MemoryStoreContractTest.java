package dev.watchword.testkit;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

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
}
