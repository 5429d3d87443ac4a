package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.metrics.GuardMetrics;
import dev.watchword.metrics.MicrometerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;

/** {@code GET /metrics}: the numbers of the guard, in the text that Prometheus reads. */
final class Metrics extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final transient GuardMetrics listener;

  private Metrics(InstantSource clock) {
    this.listener = MicrometerMetrics.in(registry, clock);
  }

  static Metrics addTo(WatchwordBuilder builder, InstantSource clock) {
    Metrics metrics = new Metrics(clock);
    builder.listener(metrics.listener);
    return metrics;
  }

  void watch(Watchword watchword) {
    listener.watch(watchword);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().print(registry.scrape());
  }
}
