package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.json.StrictJson;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard asks for series that there are, by labels that they have. */
class DashboardTest {
  private static final Path DASHBOARD = Path.of("grafana.json");
  private static final Pattern SERIES =
      Pattern.compile("(?m)^(watchword_[a-z_]+)(?:\\{([^}]*)\\})? ");
  private static final Pattern ASKED =
      Pattern.compile("(?:by \\(([^)]*)\\) )?\\(?[a-z(]*(watchword_[a-z_]+)\\{([^}]*)\\}");
  private static final Pattern LABEL = Pattern.compile("(\\w+)(?:=~|!=|=)\\\\?\"");

  /** The labels of each name, as Prometheus reads them. */
  private static Map<String, Set<String>> scraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    MeteredGuard guard = new MeteredGuard(MicrometerMetrics.in(registry, MeteredGuard.CLOCK));
    guard.send("/api", guard.token());
    guard.send("/feed", null);
    Map<String, Set<String>> series = new TreeMap<>();
    for (MatchResult line : SERIES.matcher(registry.scrape()).results().toList()) {
      series.put(line.group(1), labels(line.group(2) == null ? "" : line.group(2)));
    }
    guard.close();
    return series;
  }

  private static Set<String> labels(String text) {
    Set<String> names = new TreeSet<>();
    LABEL.matcher(text).results().forEach(label -> names.add(label.group(1)));
    return names;
  }

  @Test
  void everyQuery_asksForWhatThereIs() throws IOException {
    String dashboard = Files.readString(DASHBOARD);
    Map<String, Set<String>> scraped = scraped();
    Set<String> asked = new TreeSet<>();
    for (MatchResult query : ASKED.matcher(dashboard).results().toList()) {
      Set<String> labels = labels(query.group(3));
      if (query.group(1) != null) {
        labels.addAll(Arrays.asList(query.group(1).split(", ")));
      }
      labels.remove("job"); // Prometheus adds it
      Set<String> there = scraped.get(query.group(2));
      assertNotNull(there, query.group(2) + " in " + scraped.keySet());
      assertTrue(there.containsAll(labels), query.group() + ": " + there);
      asked.add(query.group(2));
    }
    Set<String> shown = new TreeSet<>(scraped.keySet());
    shown.remove("watchword_check_duration_seconds_max");
    assertEquals(shown, asked, "every number has a panel");
  }

  @Test
  void dashboard_isJson() throws IOException {
    Map<String, ?> read = StrictJson.read(Files.readAllBytes(DASHBOARD));
    assertNotNull(read);
    assertEquals("Watchword", read.get("title"));
  }
}
