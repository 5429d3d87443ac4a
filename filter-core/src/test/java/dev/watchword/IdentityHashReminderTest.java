package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.identity.IdentityRequest;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.token.IssuerFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migration from identity hashes has a meter, and what is still sent is told. */
class IdentityHashReminderTest {
  private static final IdentityRequest WRONG_HASH =
      new IdentityRequest(
          Map.of("userId", "alice", "userHash", "0".repeat(64)), List.of(), IssuerFilter.ANY);

  private final TestClock clock = new TestClock();
  private final List<Notice> notices = new ArrayList<>();
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = new LogCapture();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private Watchword start(String mode) {
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
            })
        .set("watchword.secret", RandomSecrets.good())
        .set("watchword.identity.secret", RandomSecrets.good())
        .set("watchword.identity.legacy", mode)
        .start();
  }

  private void minuteWithAHash(Watchword watchword) {
    watchword.identifier().identify(WRONG_HASH, clock.instant());
    watchword.everyMinute(Runnable::run);
    clock.pass(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({"accept, 1", "warn, 2", "require-jwt, 2"})
  void identityHashes_areReported(String mode, int times) {
    try (Watchword watchword = start(mode)) {
      minuteWithAHash(watchword);
      minuteWithAHash(watchword);
      watchword.everyMinute(Runnable::run);
      assertEquals(times, notices.size(), notices::toString);
      assertEquals(Notice.Kind.IDENTITY_HASHES, notices.get(0).kind());
      assertTrue(
          notices
              .get(0)
              .text()
              .startsWith(
                  "users of issuer 'default' still come with identity hashes ("
                      + mode
                      + "): 0 signed, 0 by hash, 1 hashes refused, 0 publishable, last hash "),
          notices.get(0)::text);
    }
  }

  @Test
  void acceptedHashes_areReportedOnceDaily() {
    try (Watchword watchword = start("accept")) {
      minuteWithAHash(watchword);
      clock.pass(Duration.ofDays(1));
      minuteWithAHash(watchword);
      assertEquals(2, notices.size(), notices::toString);
    }
  }

  @Test
  void health_hasIdentityCounts() {
    try (Watchword watchword = start("warn")) {
      minuteWithAHash(watchword);
      String meter = watchword.health().data().get("users.default");
      assertTrue(meter.startsWith("0 signed, 0 by hash, 1 hashes refused"), meter);
    }
  }
}
