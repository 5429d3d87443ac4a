package dev.watchword.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** Metrics in a registry of Micrometer. The application brings {@code micrometer-core}. */
public final class MicrometerMetrics {
  private MicrometerMetrics() {}

  /**
   * A listener that counts in this registry.
   *
   * @param registry may be one for all, as {@code Metrics.globalRegistry}: close the listener then
   *     when the application ends
   */
  public static GuardMetrics in(MeterRegistry registry) {
    return in(registry, InstantSource.system());
  }

  /**
   * The same by another clock, as in a test.
   *
   * @param clock that of the Watchword it listens to
   */
  public static GuardMetrics in(MeterRegistry registry, InstantSource clock) {
    return new GuardMetrics(new MicrometerSink(registry), clock);
  }
}
