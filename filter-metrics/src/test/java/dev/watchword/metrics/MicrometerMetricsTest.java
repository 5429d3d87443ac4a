package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.http.RequestFacts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2027-01-31T12:00:00Z"));

  @Test
  void decision_isCounted() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    GuardMetrics metrics = MicrometerMetrics.in(registry, CLOCK);
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .secret("a secret of these tests, long enough")
            .clock(CLOCK)
            .listener(metrics)
            .start()) {
      metrics.watch(watchword);
      watchword.guard().check(new RequestFacts("GET", "", "/x", "/x", null, "", name -> List.of()));
      assertEquals(
          1,
          registry
              .get("watchword.decisions")
              .tags("outcome", "refused", "reason", "missing", "rule", "else")
              .counter()
              .count());
    }
  }
}
