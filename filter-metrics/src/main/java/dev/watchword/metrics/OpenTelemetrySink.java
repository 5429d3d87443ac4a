package dev.watchword.metrics;

import dev.watchword.event.GuardEvent;
import dev.watchword.token.Reason;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleGauge;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.trace.Span;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** OpenTelemetry's meter, and the span of the request. */
final class OpenTelemetrySink implements MeterSink {
  private static final String PREFIX = "watchword.";
  private static final AttributeKey<String> REASON = AttributeKey.stringKey(PREFIX + "reason");
  private static final AttributeKey<String> RULE = AttributeKey.stringKey(PREFIX + "rule");
  private static final AttributeKey<String> ID = AttributeKey.stringKey(PREFIX + "id");
  private static final AttributeKey<Boolean> ENFORCED =
      AttributeKey.booleanKey(PREFIX + "enforced");

  /** From ten microseconds, which a MAC takes, to what a store may take. */
  private static final List<Double> SECONDS =
      List.of(0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.005, 0.025, 0.1, 1.0);

  private final Map<Instrument, LongCounter> counters = new EnumMap<>(Instrument.class);
  private final Map<Series, Attributes> attributes = new ConcurrentHashMap<>();
  private final DoubleHistogram durations;
  private final List<ObservableDoubleGauge> gauges;
  private volatile Gauges source = gauge -> Map.of();

  OpenTelemetrySink(Meter meter) {
    for (Instrument one : Instrument.values()) {
      if (!GAUGES.contains(one) && one != Instrument.CHECK_DURATION) {
        counters.put(
            one,
            meter
                .counterBuilder(one.dottedName())
                .setUnit(one.unit())
                .setDescription(one.description())
                .build());
      }
    }
    Instrument duration = Instrument.CHECK_DURATION;
    this.durations =
        meter
            .histogramBuilder(duration.dottedName())
            .setUnit(duration.unit())
            .setDescription(duration.description())
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    this.gauges = GAUGES.stream().map(gauge -> register(meter, gauge)).toList();
  }

  private ObservableDoubleGauge register(Meter meter, Instrument gauge) {
    return meter
        .gaugeBuilder(gauge.dottedName())
        .setUnit(gauge.unit())
        .setDescription(gauge.description())
        .buildWithCallback(measurement -> read(gauge, measurement));
  }

  private void read(Instrument gauge, ObservableDoubleMeasurement measurement) {
    source.read(gauge).forEach((series, value) -> measurement.record(value, attributes(series)));
  }

  /** The names of ours have a prefix, as OpenTelemetry wants of those that are not its own. */
  private static Attributes attributes(Series series) {
    AttributesBuilder attributes = Attributes.builder();
    List<String> names = series.instrument().labels();
    for (int i = 0; i < names.size(); i++) {
      attributes.put(PREFIX + names.get(i), series.values().get(i));
    }
    return attributes.build();
  }

  @Override
  public void add(Series counter, long amount) {
    Attributes labels = attributes.computeIfAbsent(counter, OpenTelemetrySink::attributes);
    Objects.requireNonNull(counters.get(counter.instrument())).add(amount, labels);
  }

  @Override
  public void time(Instrument any, long nanos) {
    durations.record(nanos / 1e9);
  }

  @Override
  public void observe(Gauges other) {
    source = other;
  }

  @Override
  public void seriesChanged() {} // gauges are read anew each time

  @Override
  public void refused(GuardEvent event) {
    Reason reason = event.reason();
    Span span = Span.current();
    if (reason != null && span.isRecording()) {
      span.addEvent(
          "watchword.refused",
          Attributes.of(
              REASON,
              reason.code(),
              RULE,
              event.rule(),
              ENFORCED,
              event.enforced(),
              ID,
              event.id()));
    }
  }

  @Override
  public void close() {
    gauges.forEach(ObservableDoubleGauge::close);
  }
}
