package dev.watchword.testkit;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.limit.UsedTokens;

/** As docs/extending.md has it; see {@link ExtendingPageTest}. */
public final class GridStore implements Store {
  private final Store limits;
  private final UsedTokens usedTokens;
  private final DenyList denyList;

  public GridStore(Store limits, UsedTokens usedTokens, DenyList denyList) {
    this.limits = limits; // a MemoryStore counts for each node alone
    this.usedTokens = usedTokens;
    this.denyList = denyList;
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return limits.consume(bucket, limit);
  }

  @Override
  public UsedTokens usedTokens() {
    return usedTokens;
  }

  @Override
  public DenyList denyList() {
    return denyList;
  }
}
