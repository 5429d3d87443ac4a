package dev.watchword;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.UsedTokens;
import java.util.ArrayList;
import java.util.List;

/** A store of an application's that answers as long as a test wants. */
final class FailingStore implements SharedStore {
  final List<String> troubles = new ArrayList<>();
  RuntimeException fault;
  private final MemoryStore memory = new MemoryStore();

  @Override
  public MemoryStore memory() {
    if (fault != null) {
      throw fault;
    }
    return memory;
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return memory().consume(bucket, limit);
  }

  @Override
  public UsedTokens usedTokens() {
    return (token, keep, quota) -> memory().usedTokens().use(token, keep, quota);
  }

  @Override
  public DenyList denyList() {
    return new LazyDenyList(() -> memory().denyList());
  }

  @Override
  public void beat() {
    memory();
  }

  @Override
  public List<String> troubles() {
    return troubles;
  }
}
