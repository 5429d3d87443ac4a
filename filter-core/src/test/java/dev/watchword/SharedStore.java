package dev.watchword;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.limit.UsedTokens;

/** A store that does all that the one in memory does, and is another. */
interface SharedStore extends Store {
  MemoryStore memory();

  @Override
  default Consumption consume(Bucket bucket, RateLimit limit) {
    return memory().consume(bucket, limit);
  }

  @Override
  default UsedTokens usedTokens() {
    return memory().usedTokens();
  }

  @Override
  default DenyList denyList() {
    return memory().denyList();
  }
}
