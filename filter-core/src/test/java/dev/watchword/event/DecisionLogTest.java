package dev.watchword.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.corpus.NaughtyStrings;
import dev.watchword.guard.RequestGuard;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Requirements 73 and 74: what a log line holds of a request that an attacker wrote. */
class DecisionLogTest {
  private final Lines lines = new Lines();
  private final DecisionLog log = new DecisionLog(lines);

  /** A logger for everything, which keeps each line behind the word for its level. */
  private static final class Lines implements System.Logger {
    private final List<String> written = new ArrayList<>();

    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      throw new AssertionError(thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Object... parameters) {
      written.add(level + " " + text);
    }
  }

  private void refuse(String method, String path, Instant at) {
    log.decided(
        new GuardEvent(
            at, Reason.MISSING, true, 401, method, path, "::1", "else", null, "id", "no token"));
  }

  @Test // requirement 74
  void naughtyStrings_areWrittenAsOneShortLineOfAscii() {
    Instant at = Tokens.NOW;
    for (String string : NaughtyStrings.all()) {
      at = at.plusSeconds(1);
      refuse(string, string, at);
      String line = lines.written.get(lines.written.size() - 1);
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7F), line);
      assertFalse(line.contains("\""), line);
      assertTrue(line.length() < 2600, line);
    }
    assertEquals(NaughtyStrings.all().size(), lines.written.size());
  }

  @Test // requirement 74: a flood is sampled, and counted
  void floodWithinSecond_isSampledAndCounted() {
    for (int i = 0; i < 1000; i++) {
      refuse("GET", "/x", Tokens.NOW);
    }
    assertEquals(20, lines.written.size());
    refuse("GET", "/x", Tokens.NOW.plusSeconds(1));
    assertTrue(lines.written.get(20).contains("(980 more before it not written)"));
  }

  @Test // requirement 73
  void line_hasReasonAndPathAndNeverTokenOrQuery() {
    RequestGuard guard = TestGuard.of().listener(log).guard();
    String bad = Tokens.good().kid("kid-of-mallory").claim("sub", "sub-of-mallory").tampered();
    guard.check(Requests.get("/api").query("t=query-of-mallory").bearer(bad).facts());
    guard.check(Requests.get("/api").query("t=1").bearer(Tokens.goodText()).facts());
    assertEquals(2, lines.written.size());
    assertTrue(lines.written.get(0).startsWith("INFO 401 signature GET /api from 203.0.113.7: "));
    assertTrue(lines.written.get(1).startsWith("DEBUG passed GET /api from 203.0.113.7"));
    String all = String.join("\n", lines.written);
    assertFalse(all.contains("mallory") || all.contains("alice") || all.contains("eyJ"), all);
  }
}
