package dev.watchword.metrics;

import dev.watchword.event.GuardEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Micrometer's registry. */
final class MicrometerSink implements MeterSink {
  private static final Gauges NOTHING = gauge -> Map.of();

  private final MeterRegistry registry;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
  private final Timer timer;
  private final Map<Instrument, MultiGauge> gauges = new EnumMap<>(Instrument.class);
  private volatile Gauges source = NOTHING;

  MicrometerSink(MeterRegistry registry) {
    this.registry = registry;
    this.timer =
        Timer.builder(Instrument.CHECK_DURATION.dottedName())
            .description(Instrument.CHECK_DURATION.description())
            .register(registry);
    for (Instrument gauge : GAUGES) {
      MultiGauge.Builder builder =
          MultiGauge.builder(gauge.dottedName()).description(gauge.description());
      gauges.put(
          gauge,
          (gauge.unit().equals("s") ? builder.baseUnit("seconds") : builder).register(registry));
    }
  }

  @Override
  public void add(Series series, long amount) {
    counters.computeIfAbsent(series, this::register).increment((double) amount);
  }

  private Counter register(Series series) {
    return Counter.builder(series.instrument().dottedName())
        .description(series.instrument().description())
        .tags(tags(series))
        .register(registry);
  }

  private static Tags tags(Series series) {
    Tags tags = Tags.empty();
    List<String> names = series.instrument().labels();
    for (int i = 0; i < names.size(); i++) {
      tags = tags.and(names.get(i), series.values().get(i));
    }
    return tags;
  }

  @Override
  public void time(Instrument any, long nanos) {
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void observe(Gauges other) {
    source = other;
    seriesChanged();
  }

  @Override
  public synchronized void seriesChanged() {
    Gauges now = source;
    gauges.forEach(
        (gauge, rows) ->
            rows.register(
                now.read(gauge).keySet().stream().<Row<?>>map(series -> row(now, series)).toList(),
                true));
  }

  /** A key that has gone has no number until its row has gone, too. */
  private static Row<?> row(Gauges source, Series series) {
    return Row.of(
        tags(series), () -> source.read(series.instrument()).getOrDefault(series, Double.NaN));
  }

  @Override
  public void refused(GuardEvent event) {}

  @Override
  public void close() {
    observe(NOTHING);
    counters.values().forEach(this::remove);
    counters.clear();
    remove(timer);
  }

  private void remove(Meter meter) {
    registry.remove(meter);
  }
}
