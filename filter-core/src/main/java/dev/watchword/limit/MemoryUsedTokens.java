package dev.watchword.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Used tokens in this process. One leaves when it cannot be shown any more, never to make room. */
final class MemoryUsedTokens implements UsedTokens {
  /** What has left is noticed no sooner, so it is of no use to look more often. */
  private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

  private final TimeMeter time;
  private final Places places;
  private final Cache<Subject, Duration> used;
  private final AtomicLong swept;

  MemoryUsedTokens(int size, TimeMeter time) {
    this.time = time;
    this.places = new Places(size);
    this.swept = new AtomicLong(time.currentTimeNanos());
    this.used =
        Caffeine.newBuilder()
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .expireAfter(Expiry.creating((Subject token, Duration keep) -> keep))
            .evictionListener((token, keep, cause) -> left(token))
            .build();
  }

  private void left(@Nullable Subject token) {
    if (token != null) {
      places.giveBack(token.issuer());
    }
  }

  @Override
  public Use use(Subject token, Duration keep, int quota) {
    if (used.getIfPresent(token) != null) {
      return Use.AGAIN;
    }
    if (!places.hasRoom(token.issuer(), quota)) {
      sweep();
    }
    if (!places.take(token.issuer(), quota)) {
      return Use.FULL;
    }
    Duration other = used.asMap().putIfAbsent(token, keep);
    if (other == null) {
      return Use.FIRST;
    }
    places.giveBack(token.issuer());
    return Use.AGAIN;
  }

  /** As if it had never been used: for what was then refused by another. */
  void forget(Subject token) {
    if (used.asMap().remove(token) != null) {
      places.giveBack(token.issuer());
    }
  }

  private void sweep() {
    long now = time.currentTimeNanos();
    long last = swept.get();
    if (now - last >= BETWEEN_SWEEPS && swept.compareAndSet(last, now)) {
      used.cleanUp();
    }
  }
}
