package dev.watchword.tenant;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How reading the tenants again has gone of late. Safe for use by several threads at once. */
final class ReadingStatus {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int INTERVALS = 3;

  private final @Nullable Duration overdue;
  private final LongSupplier nanos;
  private volatile long lastGood;
  private volatile @Nullable String complaint;
  private long told;

  /**
   * Of a reading that has just succeeded.
   *
   * @param refresh how often they are read again; null for never
   * @param nanos a clock that only goes forward, as {@code System.nanoTime}
   */
  ReadingStatus(@Nullable Duration refresh, LongSupplier nanos) {
    this.overdue = refresh == null ? null : refresh.multipliedBy(INTERVALS);
    this.nanos = nanos;
    this.lastGood = nanos.getAsLong();
  }

  void succeeded() {
    lastGood = nanos.getAsLong();
    complaint = null;
  }

  /** Notes why it failed; whether that is to be told: when it is new, and each hour. */
  synchronized boolean failed(String why) {
    long now = nanos.getAsLong();
    boolean isNews = !Objects.equals(why, complaint) || now - told >= HOUR.toNanos();
    complaint = why;
    if (isNews) {
      told = now;
    }
    return isNews;
  }

  /** For how long no reading has succeeded, where that is too long; null where it is not. */
  @Nullable Duration overdue() {
    Duration age = Duration.ofNanos(nanos.getAsLong() - lastGood);
    return overdue != null && age.compareTo(overdue) > 0 ? age : null;
  }

  /** Why the last reading failed, or did not even end; null where all is well. */
  @Nullable String complaint() {
    String why = complaint;
    return why == null && overdue() != null ? "no reading has come to its end for long" : why;
  }
}
