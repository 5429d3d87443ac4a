package dev.watchword.redis;

import io.github.bucket4j.TimeMeter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of Redis, which is one for all nodes: what a node's own clock says does not matter. It
 * is asked for when a connection is made and at each beat, and kept by a monotonic clock meanwhile.
 */
final class RedisClock implements TimeMeter {
  private final LongSupplier nanos;
  private volatile @Nullable Long offset;

  RedisClock(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A reading of the monotonic clock, for {@link #set}. */
  long reading() {
    return nanos.getAsLong();
  }

  /**
   * Says what the time was at some instant since that reading. Changes no more than the answer
   * requires, so that its way through the network does not make the time go back and forth.
   */
  synchronized void set(long seconds, long micros, long asked) {
    long time = TimeUnit.SECONDS.toNanos(seconds) + TimeUnit.MICROSECONDS.toNanos(micros);
    long least = time - nanos.getAsLong();
    long most = time - asked;
    Long last = offset;
    offset = last == null ? least + (most - least) / 2 : Math.max(least, Math.min(most, last));
  }

  @Override
  public long currentTimeNanos() {
    Long known = offset;
    if (known == null) {
      throw new IllegalStateException("the time of Redis is not known yet");
    }
    return nanos.getAsLong() + known;
  }

  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(currentTimeNanos());
  }

  @Override
  public boolean isWallClockBased() {
    return true;
  }
}
