package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requirement 76: what is not refused yet is told at start, each minute and in health. */
class NotEnforcedTest {
  private static final String DATE = "2027-02-01T00:00:00Z";

  private final TestClock clock = new TestClock();
  private final List<String> notices = new ArrayList<>();
  @TempDir Path folder;

  private WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .listener(
            new GuardListener() {
              @Override
              public void decided(GuardEvent event) {}

              @Override
              public void noticed(Notice notice) {
                if (notice.kind() == Notice.Kind.NOT_ENFORCED) {
                  notices.add(notice.text());
                }
              }
            });
  }

  private WatchwordBuilder tenants() {
    return builder()
        .set("watchword.issuers", "acme,globex")
        .set("watchword.issuer.acme.secret", RandomSecrets.good())
        .set("watchword.issuer.globex.secret", RandomSecrets.good());
  }

  private List<String> toldIn(Watchword watchword) {
    notices.clear();
    watchword.everyMinute(Runnable::run);
    return List.copyOf(notices);
  }

  private static List<String> enforced(Watchword watchword) {
    return watchword.health().data().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("enforced"))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toList();
  }

  @Test
  void dateOfIssuer_isToldUntilItComes() {
    try (Watchword watchword = tenants().set("watchword.issuer.acme.enforce.from", DATE).start()) {
      String line = "WARNING: nothing is refused of issuer acme before " + DATE;
      assertTrue(
          watchword.summary().contains(line + " (enforce.from): whoever picks it passes"),
          () -> watchword.summary().toString());
      assertEquals(
          List.of("enforced yes", "enforced.issuer.acme from " + DATE), enforced(watchword));
      assertEquals(
          List.of("nothing is refused of issuer 'acme' before " + DATE + " (enforce.from)"),
          toldIn(watchword));
      clock.moveTo(Instant.parse(DATE));
      assertEquals(List.of("enforced yes"), enforced(watchword));
      assertEquals(List.of(), toldIn(watchword));
    }
  }

  @Test
  void dateOfRule_isToldUntilItComes() {
    try (Watchword watchword =
        tenants()
            .set("watchword.rules", "new")
            .set("watchword.rule.new", "/new/* role admin from 2027-02-01")
            .start()) {
      String summary = watchword.summary().toString();
      assertTrue(summary.contains("role admin, enforced from " + DATE), summary);
      assertTrue(summary.contains("WARNING: rule new refuses nothing before " + DATE), summary);
      assertEquals(List.of("enforced yes", "enforced.rule.new from " + DATE), enforced(watchword));
      assertEquals(List.of("nothing is refused by rule 'new' before " + DATE), toldIn(watchword));
      clock.moveTo(Instant.parse(DATE));
      assertEquals(List.of(), toldIn(watchword));
    }
  }

  @Test
  void manyIssuersWithDate_areCounted() throws IOException {
    for (int i : IntStream.range(0, 21).toArray()) {
      Files.writeString(
          folder.resolve("t" + i + ".properties"),
          "secret=" + RandomSecrets.good() + "\nenforce.from=2027-02-01\n");
    }
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      assertEquals(List.of("enforced yes", "enforced.issuers not yet of 21"), enforced(watchword));
      assertEquals(
          List.of("nothing is refused yet of 21 issuers (enforce.from)"), toldIn(watchword));
    }
  }

  @Test
  void dateInFolder_isReadAgain() throws IOException {
    Path file = folder.resolve("acme.properties");
    String secret = "secret=" + RandomSecrets.good() + "\n";
    Files.writeString(file, secret + "enforce.from=2027-02-01\n");
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      assertEquals(1, toldIn(watchword).size());
      Files.writeString(file, secret);
      watchword.refresh();
      assertEquals(List.of(), toldIn(watchword));
    }
  }

  @ParameterizedTest
  @CsvSource({"2027-11-27T12:00:00Z, false", "2027-11-27T12:00:01Z, true"})
  void dateYearsAway_isWarning(String date, boolean isTold) {
    clock.moveTo(Instant.parse("2026-11-26T12:00:00Z"));
    try (Watchword watchword =
        tenants()
            .set("watchword.issuer.acme.enforce.from", date)
            .set("watchword.rules", "new")
            .set("watchword.rule.new", "/new/* from " + date)
            .start()) {
      String warnings = String.valueOf(watchword.health().data().get("warnings"));
      String away = " is more than a year away: until then ";
      assertEquals(
          isTold
              ? "from in rule new"
                  + away
                  + "it refuses nothing; enforce.from of issuer acme"
                  + away
                  + "nothing of it is refused"
              : "null",
          warnings);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.issuer.acme.enforce.from, soon, 'is no date; write 2027-01-31'",
    "watchword.issuer.other.enforce.from, 2027-01-31, does not list 'other'",
    "watchword.rule.new, /new/* from, is not understood",
    "watchword.rule.new, /new/* from 1e3, 'is no date; write 2027-01-31'",
    "watchword.rule.new, /new/* from 2027-01-31 from 2027-01-31, stands twice",
    "watchword.rule.new, /new/* public from 2027-01-31, 'it is open and has no limit, so from'",
    "watchword.rule.new, /new/* own from 2027-01-31, 'it is open and has no limit, so from'"
  })
  void badDate_stopsStart(String name, String value, String mistake) {
    WatchwordBuilder builder = tenants().set(name, value);
    if (name.startsWith("watchword.rule.")) {
      builder.set("watchword.rules", "new");
    }
    SettingsException refused = assertThrows(SettingsException.class, builder::start);
    assertEquals(1, refused.mistakes().size(), refused::getMessage);
    assertTrue(refused.mistakes().get(0).contains(mistake), refused::getMessage);
  }
}
