package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 60: the steps of docs/operating.md, with a restart between any two or none. */
class RotationStepsTest {
  private static final Instant UNTIL = Tokens.NOW.plus(Duration.ofDays(60));
  private static final String FIRST = RandomSecrets.good();
  private static final String SECOND = RandomSecrets.good();
  private static final String THIRD = RandomSecrets.good();

  private final TestClock clock = new TestClock();
  private Path usual;
  private Path previous;
  private Watchword watchword;
  private int restarts;

  @BeforeEach
  void place(@TempDir Path folder) throws IOException {
    usual = folder.resolve("app");
    previous = folder.resolve("app-old");
    Files.writeString(usual, FIRST + "\n");
    Files.writeString(previous, FIRST + "\n");
  }

  @AfterEach
  void stop() {
    watchword.close();
  }

  private void start() {
    watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(clock)
            .set("watchword.secret.location", usual.toString())
            .set("watchword.previous.secret.location", previous.toString())
            .set("watchword.previous.until", UNTIL.toString())
            .start();
  }

  /** Of each bit, whether the application starts again rather than reads again. */
  private void next() {
    if (restarts % 2 == 1) {
      watchword.close();
      start();
    } else {
      watchword.refresh();
    }
    restarts /= 2;
    assertTrue(watchword.health().up(), () -> watchword.health().toString());
  }

  private static String token(String secret) {
    return Tokens.good()
        .expiringAt(UNTIL.plus(Duration.ofDays(60)))
        .secret(secret.getBytes(StandardCharsets.UTF_8))
        .text();
  }

  private void admits(List<String> secrets) {
    for (String secret : List.of(FIRST, SECOND, THIRD)) {
      var verdict = watchword.verifier().verify(token(secret), clock.instant());
      if (secrets.contains(secret)) {
        assertAdmitted(verdict);
      } else {
        assertRefused(Reason.SIGNATURE, verdict);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void eachStep_isInOrder(int restartsBetween) throws IOException {
    restarts = restartsBetween;
    start();
    admits(List.of(FIRST));
    Files.writeString(previous, Files.readString(usual)); // first the old one to the old place
    next();
    admits(List.of(FIRST));
    Files.writeString(usual, SECOND); // then the new one
    next();
    admits(List.of(FIRST, SECOND));
    Files.writeString(previous, Files.readString(usual)); // and once more
    next();
    admits(List.of(SECOND));
    Files.writeString(usual, THIRD);
    next();
    admits(List.of(SECOND, THIRD));
    clock.moveTo(UNTIL);
    admits(List.of(THIRD));
  }

  @Test
  void lastUse_staysWithSecret() throws IOException {
    start();
    admits(List.of(FIRST));
    watchword.refresh();
    Files.writeString(usual, SECOND);
    watchword.refresh();
    assertEquals(
        Tokens.NOW, watchword.issuers().get(0).keys().get(1).lastUsed(), "of the previous key");
  }
}
