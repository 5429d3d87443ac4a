package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.event.Notice.Kind;
import dev.watchword.http.RequestFacts;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator hears without asking: each minute, once a day, or when secrets change. */
class MinuteJobTest {
  private final TestClock clock = new TestClock();
  private final List<Notice> notices = new ArrayList<>();
  private LogCapture log;
  @TempDir Path folder;

  @BeforeEach
  void listen() {
    log = new LogCapture();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

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
                notices.add(notice);
              }
            });
  }

  private WatchwordBuilder aSecret() {
    return builder().set("watchword.secret", TestSecrets.text("main"));
  }

  /** The kinds of what was noticed since the last time. */
  private List<Kind> kinds() {
    List<Kind> kinds = notices.stream().map(Notice::kind).toList();
    notices.clear();
    return kinds;
  }

  private static void call(Watchword watchword, String... header) {
    watchword
        .guard()
        .check(
            new RequestFacts(
                "GET",
                "",
                "/x",
                "/x",
                null,
                "203.0.113.7",
                name ->
                    header.length > 0 && name.equals("Authorization")
                        ? List.of("Bearer " + header[0])
                        : List.of()));
  }

  @Test
  void dryRun_warnsEachMinuteWithCount() {
    String date = Tokens.NOW.plusSeconds(90).toString();
    try (Watchword watchword = aSecret().set("watchword.enforce.from", date).start()) {
      String bad = Tokens.good().signedBy("stranger").text();
      call(watchword, bad);
      call(watchword);
      watchword.everyMinute(Runnable::run);
      String seen = log.text();
      assertTrue(
          seen.contains("would be 401 signature GET /x from 203.0.113.7: no live key"), seen);
      assertTrue(seen.contains("2 of them let through until enforced"), seen);
      assertTrue(log.at(Level.WARNING).toString().contains("nothing is refused before " + date));
      clock.pass(Duration.ofSeconds(60));
      watchword.everyMinute(Runnable::run);
      assertEquals(List.of(Kind.NOT_ENFORCED, Kind.NOT_ENFORCED), kinds());
      assertEquals("from " + date, watchword.health().data().get("enforced"));
      clock.pass(Duration.ofSeconds(30));
      watchword.everyMinute(Runnable::run);
      assertEquals(List.of(), kinds());
      assertEquals("yes", watchword.health().data().get("enforced"));
    }
  }

  @Test // requirement 75
  void insecureMode_warnsEachMinute() {
    Map<String, String> dev = Map.of("mp.config.profile", "dev");
    try (Watchword watchword =
        aSecret()
            .source(SettingSource.of("test", false, dev))
            .set("watchword.insecure", "true")
            .start()) {
      watchword.everyMinute(Runnable::run);
      watchword.everyMinute(Runnable::run);
      assertEquals(List.of(Kind.INSECURE, Kind.INSECURE), kinds());
    }
  }

  @Test
  void keyEndingWithinWeek_isReportedOnceDailyWithItsLastUse() {
    byte[] old = TestSecrets.text("old").getBytes(StandardCharsets.US_ASCII);
    try (Watchword watchword =
        aSecret()
            .set("watchword.previous.secret", TestSecrets.text("old"))
            .set("watchword.previous.until", Tokens.NOW.plus(Duration.ofDays(8)).toString())
            .start()) {
      watchword.everyMinute(Runnable::run);
      assertEquals(List.of(), kinds());
      clock.pass(Duration.ofDays(2));
      watchword.everyMinute(Runnable::run);
      watchword.everyMinute(Runnable::run);
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).text().contains("key 'previous' of issuer 'default' ends at"));
      assertTrue(notices.get(0).text().endsWith("no token came under it since the start"));
      kinds();
      call(watchword, Tokens.good().secret(old).expiringAt(Tokens.NOW.plusSeconds(999_999)).text());
      clock.pass(Duration.ofDays(1));
      watchword.everyMinute(Runnable::run);
      assertTrue(notices.get(0).text().endsWith("last token under it 2026-03-03T12:00:00Z"));
      kinds();
      clock.pass(Duration.ofDays(5));
      watchword.everyMinute(Runnable::run);
      assertEquals(List.of(), kinds());
    }
  }

  @Test // requirement 76
  void lastKeyOfIssuer_isReportedLoudlyAndAgainWhenEnded() {
    try (Watchword watchword =
        aSecret().set("watchword.until", Tokens.NOW.plusSeconds(60).toString()).start()) {
      watchword.everyMinute(Runnable::run);
      assertTrue(notices.get(0).text().endsWith("THEN NO KEY OF THIS ISSUER IS LEFT"));
      assertEquals("UP", watchword.health().status());
      kinds();
      clock.pass(Duration.ofSeconds(60));
      watchword.everyMinute(Runnable::run);
      watchword.everyMinute(Runnable::run);
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).text().startsWith("no key of issuer 'default' is live"));
      assertEquals("DOWN", watchword.health().status());
    }
  }

  private void write(String file, String text) throws IOException {
    Path next = Files.writeString(folder.resolve("." + file), text);
    Files.move(next, folder.resolve(file), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  @Test // requirement 23
  void badSecrets_leaveEarlierOnesInForceUntilCorrected() throws IOException {
    write("acme", TestSecrets.text("main"));
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      String key = watchword.issuers().get(0).keys().get(0).fingerprint();
      write("acme", "short");
      watchword.refresh();
      watchword.refresh();
      assertEquals(1, notices.size());
      assertTrue(notices.get(0).text().contains("has 5 bytes"), notices.get(0)::text);
      assertEquals(List.of(Kind.KEYS_UNREADABLE), kinds());
      assertEquals("DOWN", watchword.health().status());
      assertEquals(key, watchword.issuers().get(0).keys().get(0).fingerprint());
      write("acme", TestSecrets.text("next"));
      write("globex.properties", "secret=" + TestSecrets.text("globex"));
      watchword.refresh();
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
      assertEquals("UP", watchword.health().status());
      assertEquals(2, watchword.issuers().size());
      Files.delete(folder.resolve("acme"));
      watchword.refresh();
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
      assertEquals("globex", watchword.issuers().get(0).name());
      Files.delete(folder.resolve("globex.properties"));
      watchword.refresh();
      assertEquals(List.of(Kind.KEYS_UNREADABLE), kinds());
      assertEquals(1, watchword.issuers().size()); // never an empty set
    }
  }

  @Test
  void secretFileNamedInTenantFile_isWatchedToo() throws IOException {
    Path secret = Files.writeString(folder.resolve(".elsewhere"), TestSecrets.text("main"));
    write("acme.properties", "secret.location=" + secret);
    Files.setLastModifiedTime(
        folder.resolve("acme.properties"), java.nio.file.attribute.FileTime.fromMillis(0));
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      String before = watchword.issuers().get(0).keys().get(0).fingerprint();
      Files.writeString(secret, TestSecrets.text("next"));
      watchword.refresh();
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
      assertTrue(!before.equals(watchword.issuers().get(0).keys().get(0).fingerprint()));
    }
  }

  @Test
  void fileWrittenTwiceWithinTick_isReadAgain() throws IOException {
    Path file = folder.resolve("acme");
    Files.writeString(file, TestSecrets.text("main"));
    var written = Files.getLastModifiedTime(file);
    try (Watchword watchword =
        builder().set("watchword.issuers.location", folder.toString()).start()) {
      Files.writeString(file, TestSecrets.text("next")); // of the same length
      Files.setLastModifiedTime(file, written);
      watchword.refresh();
      assertEquals(List.of(Kind.KEYS_CHANGED), kinds());
    }
  }
}
