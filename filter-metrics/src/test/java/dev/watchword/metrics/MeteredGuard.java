package dev.watchword.metrics;

import dev.watchword.Watchword;
import dev.watchword.http.RequestFacts;
import dev.watchword.testkit.TestToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A guard with metrics, at a fixed time. */
final class MeteredGuard implements AutoCloseable {
  static final Instant NOW = Instant.parse("2027-01-31T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final String SECRET = "a secret of these tests, long enough";

  private final Watchword watchword;
  private final GuardMetrics metrics;

  MeteredGuard(GuardMetrics metrics) {
    this.metrics = metrics;
    this.watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .secret(SECRET)
            .set("watchword.until", "2027-02-01")
            .rule("feed", "/feed public limit feed")
            .limit("feed", "2/1m")
            .clock(CLOCK)
            .listener(metrics)
            .start();
    metrics.watch(watchword);
  }

  Watchword watchword() {
    return watchword;
  }

  String token() {
    return token("alice");
  }

  String token(String sub) {
    return TestToken.of(SECRET, NOW).sub(sub).text();
  }

  /** Sends a request; null for one without a token. */
  void send(String path, String token) {
    List<String> shown = token == null ? List.of() : List.of("Bearer " + token);
    watchword
        .guard()
        .check(
            new RequestFacts(
                "GET",
                "",
                path,
                path,
                null,
                "203.0.113.7",
                name -> name.equalsIgnoreCase("Authorization") ? shown : List.of()));
  }

  @Override
  public void close() {
    watchword.close();
    metrics.close();
  }
}
