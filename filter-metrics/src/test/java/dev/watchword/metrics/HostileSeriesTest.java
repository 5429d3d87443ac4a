package dev.watchword.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Reason;
import dev.watchword.token.SharedKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever strangers send, they make no series and nothing of it stands in one. */
class HostileSeriesTest {
  private static final String CANARY = "canary";
  private static final int REQUESTS = 2000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test // requirement 73
  void hostileRequests_makeNoSeries() {
    try (MeteredGuard guard =
        new MeteredGuard(MicrometerMetrics.in(registry, MeteredGuard.CLOCK))) {
      for (int i = 0; i < REQUESTS; i++) {
        guard.send("/" + CANARY + i + "\"}\n{x=\"", guard.token(CANARY + i));
        guard.send("/" + CANARY + i, forged("{\"alg\":\"HS256\",\"kid\":\"" + CANARY + i + "\"}"));
        guard.send("/" + CANARY + i, forged("{\"alg\":\"" + CANARY + i + "\"}"));
        guard.send("/" + CANARY + i + "//..;/%00", null);
        guard.send("/feed", CANARY + i);
      }
      String scraped = registry.scrape();
      assertFalse(scraped.contains(CANARY), scraped);
      long series = scraped.lines().filter(line -> !line.startsWith("#")).count();
      assertTrue(series < 2L * Reason.values().length, scraped);
    }
  }

  private static String forged(String header) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String head = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8));
    return head + "." + base64.encodeToString(new byte[] {'{', '}'}) + "." + "A".repeat(43);
  }

  @Test // requirement 73
  void manyKeys_haveNoSeriesOfTheirOwn() {
    List<Issuer> issuers =
        IntStream.range(0, 500)
            .mapToObj(
                i -> {
                  byte[] secret =
                      ("a secret of these tests, number " + i).getBytes(StandardCharsets.UTF_8);
                  Instant until = i % 2 == 0 ? null : MeteredGuard.NOW.plusSeconds(i);
                  SharedKey key =
                      new SharedKey("usual", null, secret, Set.of(MacAlgorithm.HS256), null, until);
                  return Issuer.named("t" + i).key(key).build();
                })
            .toList();
    KnownKeys known = KnownKeys.of(issuers);
    assertEquals(KnownKeys.MOST, known.all().size());
    assertEquals("t1", known.all().keySet().iterator().next().get(0), "ends first");
  }
}
