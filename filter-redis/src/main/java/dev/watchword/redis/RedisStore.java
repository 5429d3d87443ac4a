package dev.watchword.redis;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.UsedTokens;
import java.util.List;
import java.util.function.LongSupplier;

/** A store in Redis. One shared connection; no request waits for longer than the timeout. */
final class RedisStore implements Store {
  private final StoreSettings settings;
  private final Heartbeat heartbeat;
  private final RedisLink link;
  private final Keys keys;
  private final RedisBuckets buckets;
  private final UsedTokens usedTokens;
  private final DenyList denyList;

  private RedisStore(StoreSettings settings, RedisUrl url, LongSupplier nanos) {
    RedisClock clock = new RedisClock(nanos);
    this.settings = settings;
    this.keys = new Keys(settings.prefix());
    this.heartbeat = new Heartbeat(keys, clock);
    this.link = new RedisLink(url, settings.timeout(), heartbeat::greet);
    this.buckets = new RedisBuckets(link, keys, clock);
    this.usedTokens = new RedisUsedTokens(link, keys);
    this.denyList = new RedisDenyList(link, keys, settings.staleness(), nanos::getAsLong);
  }

  /**
   * Opens a store, whether Redis is there or not.
   *
   * @param nanos a monotonic clock in nanoseconds
   */
  static RedisStore open(StoreSettings settings, LongSupplier nanos) {
    return new RedisStore(settings, RedisUrl.of(settings.uri()), nanos);
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return buckets.consume(bucket, limit);
  }

  @Override
  public UsedTokens usedTokens() {
    return usedTokens;
  }

  @Override
  public DenyList denyList() {
    return denyList;
  }

  @Override
  public int nodes() {
    return heartbeat.nodes();
  }

  @Override
  public void beat() {
    try {
      link.ask(heartbeat::beat);
      link.ask(heartbeat::policyNowAndThen);
      link.answered();
    } catch (RuntimeException failed) {
      link.silent();
      throw failed;
    }
  }

  @Override
  public List<String> troubles() {
    return heartbeat.troubles();
  }

  @Override
  public String describe() {
    return settings.shown();
  }

  @Override
  public String toString() {
    return "RedisStore[" + describe() + "]";
  }

  /** Tells the others that this node is gone, if that can be told; else they notice. */
  @Override
  public void close() {
    try {
      link.ask(redis -> redis.zrem(keys.nodes(), heartbeat.node()));
    } catch (RuntimeException outOfReach) {
      // it leaves all the same
    } finally {
      link.close();
    }
  }
}
