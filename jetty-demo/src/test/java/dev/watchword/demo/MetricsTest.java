package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.token.SharedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} says after a known load is that load, label by label. */
class MetricsTest {
  private static final Instant NOW = Instant.parse("2027-01-31T12:00:00Z");
  private static final InstantSource CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private Demo demo;

  @BeforeEach
  void start() throws Exception {
    demo = DemoFixture.startAt(CLOCK, DemoFixture.secret(), Map.of());
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  private String scrape() throws Exception {
    RawHttp.Reply reply = RawHttp.get(demo, "/metrics");
    assertEquals(200, reply.status());
    return reply.body();
  }

  /** The series of a name with their numbers, as Prometheus would have them. */
  private static Map<String, Double> series(String scraped, String name) {
    Map<String, Double> series = new TreeMap<>();
    scraped
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .forEach(
            line -> {
              int space = line.lastIndexOf(' ');
              String labels = line.substring(name.length(), space);
              series.put(labels, Double.valueOf(line.substring(space + 1)));
            });
    return series;
  }

  private void send(int times, String path, String... headers) throws Exception {
    String host = "127.0.0.1:" + demo.port();
    for (int i = 0; i < times; i++) {
      RawHttp.send(demo, "GET", path, host, "", headers);
    }
  }

  private static String decision(String outcome, String reason, String rule) {
    return "{outcome=\"%s\",reason=\"%s\",rule=\"%s\"}".formatted(outcome, reason, rule);
  }

  @Test
  void knownLoad_isWhatMetricsSay() throws Exception {
    String token = Mint.token(demo.watchword(), "alice", Duration.ofMinutes(5), NOW);
    String good = "Authorization: Bearer " + token;
    String bad = "Authorization: Bearer " + DemoFixture.changed(token);
    send(7, "/api/echo", good);
    send(5, "/api/echo", bad);
    send(4, "/api/echo");
    send(3, "/api/orders", good);
    send(2, "/public/ping");
    String scraped = scrape();
    assertEquals(
        Map.of(
            decision("passed", "none", "else"), 7.0,
            decision("refused", "signature", "else"), 5.0,
            decision("refused", "missing", "else"), 4.0,
            decision("refused", "scope", "orders"), 3.0,
            decision("passed", "none", "public"), 2.0,
            decision("passed", "none", "metrics"), 1.0),
        series(scraped, "watchword_decisions_total"));
    assertEquals(
        Map.of(
            "{limit=\"failures\",outcome=\"allowed\"}", 5.0,
            "{limit=\"public\",outcome=\"allowed\"}", 2.0),
        series(scraped, "watchword_limit_charges_total"));
    assertEquals(Map.of("", 22.0), series(scraped, "watchword_check_duration_seconds_count"));
    assertKey(scraped, 7.0);
    assertEquals(Map.of("", 0.0), series(scraped, "watchword_streams_open"));
    assertEquals(Map.of("", 1.0), series(scraped, "watchword_store_up"));
  }

  private void assertKey(String scraped, double uses) {
    SharedKey key = demo.watchword().issuers().get(0).keys().get(0);
    String labels =
        "{fingerprint=\"%s\",issuer=\"default\",key=\"usual\"}".formatted(key.fingerprint());
    assertEquals(Map.of(labels, uses), series(scraped, "watchword_key_uses_total"));
    assertEquals(
        Map.of(labels, (double) NOW.getEpochSecond()),
        series(scraped, "watchword_key_last_use_seconds"));
    assertEquals(Map.of(), series(scraped, "watchword_key_remaining_seconds"));
  }

  @Test
  void rotatedKey_isCountedByItsOwnFingerprint() throws Exception {
    String host = "127.0.0.1:" + demo.port();
    RawHttp.Reply rolled = RawHttp.send(demo, "POST", "/keys/rotate", host, "");
    assertEquals(200, rolled.status(), rolled::body);
    List<SharedKey> keys = demo.watchword().issuers().get(0).keys();
    assertEquals(2, keys.size());
    String scraped = scrape();
    assertEquals(2, series(scraped, "watchword_key_last_use_seconds").size());
    Map<String, Double> remaining = series(scraped, "watchword_key_remaining_seconds");
    assertEquals(1, remaining.size());
    assertTrue(remaining.values().iterator().next() > 0);
    assertEquals(1.0, series(scraped, "watchword_notices_total").get("{kind=\"keys_changed\"}"));
  }
}
