package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenTelemetryMetricsTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk telemetry =
      OpenTelemetrySdk.builder()
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private MeteredGuard guard;

  @BeforeEach
  void start() {
    guard = new MeteredGuard(OpenTelemetryMetrics.in(telemetry, MeteredGuard.CLOCK));
  }

  @AfterEach
  void stop() {
    guard.close();
    telemetry.close();
  }

  private Map<String, MetricData> metrics() {
    return reader.collectAllMetrics().stream()
        .collect(Collectors.toMap(MetricData::getName, metric -> metric));
  }

  private static Attributes labels(String... namesAndValues) {
    var attributes = Attributes.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.put("watchword." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return attributes.build();
  }

  private static Map<Attributes, Long> counts(MetricData counter) {
    assertTrue(counter.getLongSumData().isMonotonic());
    return counter.getLongSumData().getPoints().stream()
        .collect(Collectors.toMap(LongPointData::getAttributes, LongPointData::getValue));
  }

  private static List<Double> values(MetricData gauge) {
    return gauge.getDoubleGaugeData().getPoints().stream().map(DoublePointData::getValue).toList();
  }

  @Test
  void load_isWhatIsExported() {
    String token = guard.token();
    guard.send("/api", token);
    guard.send("/api", token);
    guard.send("/api", token + "x");
    guard.send("/feed", null);
    Map<String, MetricData> all = metrics();
    assertEquals(
        Map.of(
            labels("outcome", "passed", "reason", "none", "rule", "else"), 2L,
            labels("outcome", "refused", "reason", "signature", "rule", "else"), 1L,
            labels("outcome", "passed", "reason", "none", "rule", "feed"), 1L),
        counts(all.get("watchword.decisions")));
    assertEquals(
        Map.of(
            labels("limit", "failures", "outcome", "allowed"), 1L,
            labels("limit", "feed", "outcome", "allowed"), 1L),
        counts(all.get("watchword.limit.charges")));
    String fingerprint = guard.watchword().issuers().get(0).keys().get(0).fingerprint();
    assertEquals(
        Map.of(labels("issuer", "default", "key", "usual", "fingerprint", fingerprint), 2L),
        counts(all.get("watchword.key.uses")));
    MetricData checks = all.get("watchword.check.duration");
    assertEquals(4, checks.getHistogramData().getPoints().iterator().next().getCount());
  }

  @Test
  void gauges_areReadWhenAsked() {
    guard.send("/api", guard.token());
    Map<String, MetricData> all = metrics();
    double used = MeteredGuard.NOW.getEpochSecond();
    assertEquals(List.of(used), values(all.get("watchword.key.last.use")));
    assertEquals(List.of(12 * 3600.0), values(all.get("watchword.key.remaining")));
    assertEquals(List.of(0.0), values(all.get("watchword.streams.open")));
    assertEquals(List.of(1.0), values(all.get("watchword.store.up")));
  }

  @Test
  void everyInstrument_hasItsUnit() {
    guard.send("/feed", null);
    guard.send("/api", guard.token());
    Map<String, MetricData> all = metrics();
    for (Instrument one : Instrument.values()) {
      assertEquals(one.unit(), all.get(one.dottedName()).getUnit(), one.dottedName());
    }
    assertEquals(Instrument.values().length, all.size());
  }

  @Test
  void refusal_isEventOfSpan() {
    Span span = telemetry.getTracer("test").spanBuilder("GET /api").startSpan();
    Runnable requests =
        () -> {
          guard.send("/api", guard.token());
          guard.send("/api", guard.token() + "x");
        };
    Context.current().with(span).wrap(requests).run();
    span.end();
    List<EventData> events = spans.getFinishedSpanItems().get(0).getEvents();
    assertEquals(1, events.size());
    EventData event = events.get(0);
    assertEquals("watchword.refused", event.getName());
    assertEquals("signature", get(event, "watchword.reason"));
    assertEquals("else", get(event, "watchword.rule"));
    assertEquals(4, event.getAttributes().size());
  }

  private static String get(EventData event, String name) {
    return event.getAttributes().get(AttributeKey.stringKey(name));
  }

  @Test
  void closed_showsNoGauge() {
    guard.close();
    assertEquals(null, metrics().get("watchword.streams.open"));
  }
}
