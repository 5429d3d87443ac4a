package dev.watchword.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A table of counters with a bounded number of places. A counter leaves when it is full again, and
 * never to make room.
 */
final class CounterTable {
  /** What has left is noticed no sooner, so it is of no use to look more often. */
  private static final long BETWEEN_SWEEPS = Duration.ofSeconds(1).toNanos();

  private final TimeMeter time;
  private final Places places;
  private final Cache<Key, Counter> counters;
  private final AtomicLong swept;

  CounterTable(int size, TimeMeter time) {
    this.time = time;
    this.places = new Places(size);
    this.swept = new AtomicLong(time.currentTimeNanos());
    this.counters =
        Caffeine.newBuilder()
            .ticker(time::currentTimeNanos)
            .executor(Runnable::run)
            .expireAfter(Expiry.accessing((Key key, Counter counter) -> counter.refillTime()))
            .evictionListener((key, counter, cause) -> left(counter))
            .build();
  }

  private record Key(String policy, String name) {}

  private void left(@Nullable Counter counter) {
    if (counter != null) {
      places.giveBack(counter.owner());
    }
  }

  /** The counter, which is new where there was none; null where the owner has no room for it. */
  @Nullable Counter find(String policy, String name, String owner, RateLimit limit) {
    Key key = new Key(policy, name);
    Counter known = counters.getIfPresent(key);
    if (known != null) {
      return known;
    }
    if (!places.hasRoom(owner)) {
      sweep();
    }
    return places.hasRoom(owner) ? counters.get(key, absent -> entering(owner, limit)) : null;
  }

  private @Nullable Counter entering(String owner, RateLimit limit) {
    Counter counter = new Counter(limit, owner, time); // first: should it fail, no place is lost
    return places.take(owner) ? counter : null;
  }

  /** Reads that find nothing do not make Caffeine look for what has left. */
  private void sweep() {
    long now = time.currentTimeNanos();
    long last = swept.get();
    if (now - last >= BETWEEN_SWEEPS && swept.compareAndSet(last, now)) {
      counters.cleanUp();
    }
  }

  /** Those who have no room now, up to so many. */
  List<String> crowded(int most) {
    counters.cleanUp();
    return places.crowded(most);
  }

  long size() {
    counters.cleanUp();
    return counters.estimatedSize();
  }
}
