package dev.watchword.metrics;

import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;

/**
 * Metrics of OpenTelemetry, and an event in the span of a refused request. The application brings
 * {@code opentelemetry-api}, or its server does.
 */
public final class OpenTelemetryMetrics {
  private OpenTelemetryMetrics() {}

  /**
   * A listener that tells it all to this.
   *
   * @param telemetry such as {@code GlobalOpenTelemetry.get()}
   */
  public static GuardMetrics in(OpenTelemetry telemetry) {
    return in(telemetry, InstantSource.system());
  }

  /**
   * The same by another clock, as in a test.
   *
   * @param clock that of the Watchword it listens to
   */
  public static GuardMetrics in(OpenTelemetry telemetry, InstantSource clock) {
    return new GuardMetrics(new OpenTelemetrySink(telemetry.getMeter("dev.watchword")), clock);
  }
}
