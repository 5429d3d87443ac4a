package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Jwks;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.TestSecrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is allowed and most likely meant otherwise is told at start and in health. */
class RiskySettingsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static WatchwordBuilder with(String property, String value) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> NOW)
        .set("watchword.secret", TestSecrets.text("main"))
        .set(property, value);
  }

  /** The warning in health, which is the same in the summary; null for none. */
  private static String told(WatchwordBuilder builder) {
    try (LogCapture log = new LogCapture();
        Watchword watchword = builder.start()) {
      Health health = watchword.health();
      assertTrue(health.up());
      String told = health.data().get("warnings");
      if (told != null) {
        assertTrue(watchword.summary().contains("WARNING: " + told));
        assertTrue(log.at(Level.WARNING).contains("Watchword: " + told), log::text);
      }
      return told;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, true",
    "::/0, true",
    "'128.0.0.0/1,0.0.0.0/1', true",
    "'10.0.0.7,2000::/3', true",
    "10.0.0.0/8, false",
    "fc00::/7, false",
    "'192.168.0.0/16,10.0.0.7', false",
  })
  void proxiesThatAreNearlyEverybody_areTold(String proxies, boolean isTold) {
    String sentence =
        "watchword.proxies trusts nearly every address: anyone can say where a request comes from";
    assertEquals(isTold ? sentence : null, told(with("watchword.proxies", proxies)));
  }

  @Test
  void previousWithoutUntil_isTold() {
    String other = TestSecrets.text("other");
    assertEquals(
        "key previous of issuer default has no until: it never ends",
        told(with("watchword.previous.secret", other)));
    assertEquals(
        null,
        told(
            with("watchword.previous.secret", other)
                .set("watchword.previous.until", "2027-01-31")));
  }

  @Test
  void eachOfSeveralPreviousWithoutUntil_isTold() {
    String set = Jwks.set(Jwks.key(Jwks.k(), Jwks.kid("a")));
    assertEquals(
        "key previous.a of issuer default has no until: it never ends",
        told(with("watchword.previous.secret", set)));
  }

  @ParameterizedTest // the newer one is good already; it is not yet; several on purpose; both ends
  @CsvSource({
    "2026-11-25T12:00:00Z, , true",
    "2026-11-25T12:00:01Z, , false",
    ", , false",
    "2026-11-01T00:00:00Z, 2027-01-31, false",
  })
  void keyBeforeDatedOne_isToldWithoutUntil(String from, String until, boolean isTold) {
    WatchwordBuilder builder =
        with("watchword.keys", "k2").set("watchword.key.k2.secret", TestSecrets.text("other"));
    if (from != null) {
      builder.set("watchword.key.k2.from", from);
    }
    if (until != null) {
      builder.set("watchword.until", until);
    }
    assertEquals(
        isTold
            ? "key usual of issuer default has no until, but key k2 is good since " + from
            : null,
        told(builder));
  }

  @ParameterizedTest
  @CsvSource({"2029-01-01, true", "2126-11-25, true", "2027-02-01, false", "2020-01-01, false"})
  void enforcementYearsAway_isTold(String date, boolean isTold) {
    String sentence =
        "watchword.enforce.from is more than a year away: until then nothing is refused";
    assertEquals(isTold ? sentence : null, told(with("watchword.enforce.from", date)));
  }

  @Test
  void severalWarnings_areAllInHealth() {
    WatchwordBuilder builder = with("watchword.proxies", "0.0.0.0/0");
    try (Watchword watchword =
        builder.set("watchword.previous.secret", TestSecrets.text("other")).start()) {
      assertEquals(2, List.of(watchword.health().data().get("warnings").split("; ")).size());
    }
  }
}
