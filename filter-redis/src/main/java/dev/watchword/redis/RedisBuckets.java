package dev.watchword.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.RateLimit;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce.LettuceBasedProxyManagerBuilder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Buckets by Bucket4j's arithmetic: read, computed here, and written if none has written meanwhile.
 * All who ask this node for one bucket at the same time are one question to Redis, so its threads
 * are not in each other's way.
 */
final class RedisBuckets {
  /** Others who take from the same bucket may be first that often; then it is no answer. */
  private static final int MOST_TRIES = 100;

  /** So that the answer to a full bucket's last permit and its end do not meet. */
  private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(1);

  /** Those asked for at the same time must meet, and the others need not be here. */
  private static final int MOST_AT_HAND = 10_000;

  private final RedisLink link;
  private final Keys keys;
  private final AsyncProxyManager<String> buckets;
  private final Cache<String, AsyncBucketProxy> atHand =
      Caffeine.newBuilder().maximumSize(MOST_AT_HAND).executor(Runnable::run).build();

  RedisBuckets(RedisLink link, Keys keys, RedisClock clock) {
    this.link = link;
    this.keys = keys;
    this.buckets =
        new LettuceBasedProxyManagerBuilder<>(new BucketCommands<>(link::now))
            .clientClock(clock)
            .maxRetries(MOST_TRIES)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_WHEN_FULL))
            .build()
            .asAsync();
  }

  Consumption consume(Bucket bucket, RateLimit limit) {
    String key = keys.bucket(bucket, limit);
    try {
      ConsumptionProbe probe =
          link.ask(
              redis ->
                  atHand.get(key, absent -> proxy(absent, limit)).tryConsumeAndReturnRemaining(1));
      return new Consumption(
          probe.isConsumed(),
          probe.getRemainingTokens(),
          Duration.ofNanos(probe.getNanosToWaitForRefill()),
          Duration.ofNanos(probe.getNanosToWaitForReset()));
    } catch (RuntimeException failed) {
      atHand.invalidate(key); // those who come next do not wait behind what may never be answered
      throw failed;
    }
  }

  private AsyncBucketProxy proxy(String key, RateLimit limit) {
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(
                bandwidth ->
                    bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.permits(), limit.period()))
            .build();
    return buckets
        .builder()
        .withOptimization(Optimizations.batching())
        .build(key, () -> CompletableFuture.completedFuture(configuration));
  }
}
