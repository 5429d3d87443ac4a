package dev.watchword.demo;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.limit.UsedTokens;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store, and somebody who is told what was taken from it. */
record WatchedStore(Store store, Observer observer) implements Store {

  /** Is told on the thread of the request. */
  @FunctionalInterface
  interface Observer {
    void taken(Bucket bucket, RateLimit limit, Consumption consumption);
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    Consumption consumption = store.consume(bucket, limit);
    observer.taken(bucket, limit, consumption);
    return consumption;
  }

  @Override
  public @Nullable UsedTokens usedTokens() {
    return store.usedTokens();
  }

  @Override
  public @Nullable DenyList denyList() {
    return store.denyList();
  }

  @Override
  public Map<Bucket.Table, String> full() {
    return store.full();
  }

  @Override
  public String describe() {
    return store.describe();
  }

  @Override
  public void close() {
    store.close();
  }
}
