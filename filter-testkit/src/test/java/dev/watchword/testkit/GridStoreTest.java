package dev.watchword.testkit;

import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** As docs/extending.md has it; see {@link ExtendingPageTest}. */
class GridStoreTest extends StoreContract {
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore engine = new MemoryStore(10_000, nanos::get); // yours takes its place
  private final List<Store> nodes =
      List.of(new GridStore(engine, engine.usedTokens(), engine.denyList()));

  @Override
  public List<Store> nodes() {
    return nodes;
  }

  @Override
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
