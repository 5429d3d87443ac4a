package dev.watchword.metrics;

import static dev.watchword.metrics.MeteredGuard.CLOCK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.Notice;
import dev.watchword.event.Notice.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final GuardMetrics metrics = MicrometerMetrics.in(registry, CLOCK);

  private double decisions(String outcome, String reason, String rule) {
    return registry
        .get("watchword.decisions")
        .tags("outcome", outcome, "reason", reason, "rule", rule)
        .counter()
        .count();
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void decisions_areCountedByReasonAndRule() {
    try (MeteredGuard guard = new MeteredGuard(metrics)) {
      guard.send("/api", guard.token());
      guard.send("/api", null);
      guard.send("/feed", null);
      guard.send("/feed", null);
      guard.send("/feed", null);
      assertEquals(1, decisions("passed", "none", "else"));
      assertEquals(1, decisions("refused", "missing", "else"));
      assertEquals(2, decisions("passed", "none", "feed"));
      assertEquals(1, decisions("refused", "rate_limited", "feed"));
      assertEquals(5, registry.get("watchword.check.duration").timer().count());
    }
  }

  @Test
  void key_isShownWithUseAndEnd() {
    try (MeteredGuard guard = new MeteredGuard(metrics)) {
      assertEquals(0, gauge("watchword.key.last.use"));
      guard.send("/api", guard.token());
      assertEquals(MeteredGuard.NOW.getEpochSecond(), gauge("watchword.key.last.use"));
      assertEquals(12 * 3600, gauge("watchword.key.remaining"));
    }
  }

  @Test
  void store_isDownUntilItIsWell() {
    MeteredGuard guard = new MeteredGuard(metrics);
    assertEquals(1, gauge("watchword.store.up"));
    metrics.noticed(new Notice(MeteredGuard.NOW, Kind.STORE_TROUBLE, ""));
    assertEquals(0, gauge("watchword.store.up"));
    metrics.noticed(new Notice(MeteredGuard.NOW, Kind.STORE_WELL, ""));
    assertEquals(1, gauge("watchword.store.up"));
    assertEquals(
        1, registry.get("watchword.notices").tag("kind", "store_trouble").counter().count());
    guard.close();
  }

  @Test // requirement 50: what a closed listener hears of late harms nobody
  void closed_leavesNothingBehind() {
    MeteredGuard guard = new MeteredGuard(metrics);
    guard.send("/api", guard.token());
    guard.close();
    assertEquals(List.of(), registry.getMeters());
    guard.send("/api", guard.token());
  }
}
