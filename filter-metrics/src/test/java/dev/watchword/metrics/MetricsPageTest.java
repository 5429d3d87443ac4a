package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/metrics.md says is so. */
class MetricsPageTest {
  private static final Path PAGE = Path.of("../docs/metrics.md");
  private static final Path THIS =
      Path.of("src/test/java/dev/watchword/metrics/MetricsPageTest.java");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(watchword\\.[a-z.]+)` \\| (.*?) \\|");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final String secret = "a secret of these tests, long enough";

  @Test
  void micrometerOfPage_shows() {
    GuardMetrics metrics = MicrometerMetrics.in(registry);
    Watchword watchword = Watchword.builder().listener(metrics).secret(secret).start();
    metrics.watch(watchword);
    assertEquals(0, registry.get("watchword.streams.open").gauge().value());
    watchword.close();
    metrics.close();
    assertEquals(List.of(), registry.getMeters());
  }

  @Test
  void openTelemetryOfPage_starts() {
    OpenTelemetry telemetry = OpenTelemetry.noop();
    GuardMetrics metrics = OpenTelemetryMetrics.in(telemetry);
    metrics.close();
  }

  @Test
  void codeOfPage_isThatOfTest() throws IOException {
    String source = Files.readString(THIS);
    List<String> lines =
        Pattern.compile("(?ms)^```java\n(.*?)^```")
            .matcher(Files.readString(PAGE))
            .results()
            .flatMap(block -> block.group(1).lines())
            .map(line -> line.replaceAll("\\s*//.*", "").strip())
            .toList();
    assertTrue(lines.size() >= 3);
    lines.forEach(line -> assertTrue(source.contains(line), line));
  }

  @Test
  void everyInstrument_isInTable() throws IOException {
    assertEquals(
        Arrays.stream(Instrument.values())
            .map(one -> one.dottedName() + " " + labels(one))
            .collect(Collectors.joining("\n")),
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .collect(Collectors.joining("\n")));
  }

  private static String labels(Instrument instrument) {
    return instrument.labels().isEmpty()
        ? "–"
        : instrument.labels().stream().collect(Collectors.joining("`, `", "`", "`"));
  }
}
