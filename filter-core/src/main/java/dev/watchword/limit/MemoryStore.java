package dev.watchword.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts in this process, with Bucket4j's arithmetic. An entry leaves when its bucket is full
 * again, and never to make room: otherwise a flood of new keys would set an offender free. Beyond
 * the greatest number of entries new keys share one bucket.
 */
public final class MemoryStore implements Store {
  /** About 40 MB when all are in use. */
  public static final int STANDARD_SIZE = 100_000;

  private static final String OVERFLOW = "overflow ";

  private final int mostEntries;
  private final TimeMeter time;
  private final Cache<String, Entry> entries;

  public MemoryStore() {
    this(STANDARD_SIZE, System::nanoTime);
  }

  /**
   * A store.
   *
   * @param nanos a monotonic clock in nanoseconds
   */
  public MemoryStore(int mostEntries, LongSupplier nanos) {
    this.mostEntries = mostEntries;
    this.time = new Monotonic(nanos, nanos.getAsLong());
    this.entries =
        Caffeine.newBuilder()
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .expireAfter(Expiry.accessing((String key, Entry entry) -> entry.refillTime))
            .build();
  }

  private record Entry(Bucket bucket, Duration refillTime) {}

  @Override
  public Consumption consume(String bucket, RateLimit limit) {
    Entry entry = entries.getIfPresent(bucket);
    if (entry == null) {
      boolean full = entries.estimatedSize() >= mostEntries;
      // A limit's own overflow bucket: those who wait in it share one allowance.
      String key = full ? OVERFLOW + limit : bucket;
      entry = entries.get(key, absent -> newEntry(limit));
    }
    ConsumptionProbe probe = entry.bucket.tryConsumeAndReturnRemaining(1);
    return new Consumption(
        probe.isConsumed(),
        probe.getRemainingTokens(),
        Duration.ofNanos(probe.getNanosToWaitForRefill()),
        Duration.ofNanos(probe.getNanosToWaitForReset()));
  }

  private Entry newEntry(RateLimit limit) {
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                bandwidth ->
                    bandwidth
                        .capacity(limit.capacity())
                        .refillGreedy(limit.permits(), limit.period()))
            .withCustomTimePrecision(time)
            .build();
    return new Entry(bucket, limit.refillTime());
  }

  /** How many buckets are kept; for tests and metrics. */
  public long size() {
    entries.cleanUp();
    return entries.estimatedSize();
  }

  /** Counts from its start: Bucket4j would stand still where the clock runs over. */
  private record Monotonic(LongSupplier nanos, long start) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong() - start;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
