package dev.watchword.metrics;

import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one Watchword shows when it is asked. */
final class WatchwordGauges implements Gauges {
  private final Watchword watchword;
  private final InstantSource clock;
  private final BooleanSupplier storeIsWell;
  private volatile @Nullable Known known;

  private record Known(List<Issuer> issuers, KnownKeys keys) {}

  WatchwordGauges(Watchword watchword, InstantSource clock, BooleanSupplier storeIsWell) {
    this.watchword = watchword;
    this.clock = clock;
    this.storeIsWell = storeIsWell;
  }

  @Override
  public Map<Series, Double> read(Instrument gauge) {
    return switch (gauge) {
      case KEY_LAST_USE -> ofKeys(gauge, WatchwordGauges::lastUse);
      case KEY_REMAINING -> ofKeys(gauge, this::remaining);
      case STREAMS -> Map.of(Series.of(gauge), (double) watchword.streams().size());
      case STORE_UP -> Map.of(Series.of(gauge), storeIsWell.getAsBoolean() ? 1.0 : 0.0);
      default -> Map.of();
    };
  }

  /** Each series is read by itself, and all of a scrape are of the same issuers. */
  private KnownKeys known() {
    List<Issuer> issuers = watchword.issuers();
    Known last = known;
    if (last == null || last.issuers != issuers) {
      last = new Known(issuers, KnownKeys.of(issuers));
      known = last;
    }
    return last.keys;
  }

  private Map<Series, Double> ofKeys(
      Instrument gauge, Function<SharedKey, @Nullable Double> value) {
    Map<Series, Double> read = new LinkedHashMap<>();
    known()
        .all()
        .forEach(
            (labels, key) -> {
              Double number = value.apply(key);
              if (number != null) {
                read.put(new Series(gauge, labels), number);
              }
            });
    return read;
  }

  /** No number for a key that was not used yet would look like a fault; 0 is 1970. */
  private static Double lastUse(SharedKey key) {
    Instant used = key.lastUsed();
    return used == null ? 0.0 : (double) used.getEpochSecond();
  }

  private @Nullable Double remaining(SharedKey key) {
    Instant until = key.until();
    return until == null
        ? null
        : (double) Duration.between(clock.instant(), until).toMillis() / 1000;
  }
}
