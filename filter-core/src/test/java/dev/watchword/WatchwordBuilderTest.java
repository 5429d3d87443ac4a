package dev.watchword;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Decision;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

/** Each method of the builder sets the property of its name, and no other way is read. */
class WatchwordBuilderTest {
  private static final String TEXT = TestSecrets.text("builder");
  private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

  private static WatchwordBuilder builder() {
    return Watchword.builder().surroundings(Map.of(), new Properties()).clock(() -> Tokens.NOW);
  }

  private static Decision check(Watchword watchword, String path) {
    String token = Tokens.good().secret(BYTES).text();
    return watchword.guard().check(Requests.get(path).bearer(token).facts());
  }

  @Test
  void secret_isTextOrBytes() {
    for (WatchwordBuilder given : List.of(builder().secret(TEXT), builder().secret(BYTES))) {
      try (Watchword watchword = given.start()) {
        assertPass(check(watchword, "/api"));
      }
    }
  }

  @Test
  void rules_areInOrderOfTheirCalls() {
    try (Watchword watchword =
        builder()
            .secret(TEXT)
            .set("watchword.rules", "first")
            .set("watchword.rule.first", "/first deny")
            .rule("admin", "/admin/* role admin")
            .rule("shut", "/shut deny")
            .publicPaths("/health", "/open/*")
            .start()) {
      List<String> rules =
          watchword.summary().stream().filter(line -> line.startsWith("rule ")).toList();
      assertEquals("rule first: /first closed", rules.get(0));
      assertEquals("rule admin: /admin/* needs a token, role admin (bearer)", rules.get(1));
      assertEquals("rule shut: /shut closed", rules.get(2));
      assertTrue(rules.get(3).startsWith("rule public: /health open"), rules::toString);
      assertTrue(rules.get(4).startsWith("rule public: /open/* open"), rules::toString);
      assertEquals(6, rules.size());
    }
  }

  @Test
  void limit_isOneThatRulesName() {
    try (Watchword watchword =
        builder().secret(TEXT).limit("heavy", "1/1m").rule("api", "/api limit heavy").start()) {
      assertPass(check(watchword, "/api"));
      assertStop(429, "rate_limited", check(watchword, "/api"));
    }
  }

  @Test
  void enforceFrom_letsPassUntilThen() {
    try (Watchword watchword =
        builder().secret(TEXT).enforceFrom(Tokens.NOW.plusSeconds(1)).start()) {
      assertPass(watchword.guard().check(Requests.get("/api").facts()));
    }
    try (Watchword watchword = builder().secret(TEXT).enforceFrom(Tokens.NOW).start()) {
      assertStop(401, "token_missing", watchword.guard().check(Requests.get("/api").facts()));
    }
  }

  @Test // requirement 58: an application that starts it in code may not see what is thrown
  void refusedStart_isOneErrorOfLog() {
    WatchwordBuilder wrong = builder().secret("short");
    try (LogCapture log = new LogCapture()) {
      SettingsException mistakes = assertThrows(SettingsException.class, wrong::start);
      assertEquals(List.of(mistakes.getMessage()), log.at(Level.SEVERE));
    }
    try (LogCapture log = new LogCapture()) {
      assertThrows(SettingsException.class, wrong.logMistakes(false)::start);
      assertEquals(List.of(), log.at(Level.SEVERE));
    }
  }

  @Test
  void mistakes_areToldLikeThoseOfProperties() {
    WatchwordBuilder wrong =
        builder().secret("short").rule("r", "x").limit("l", "many").proxies("nowhere", "10.0.0.1");
    String told = assertThrows(SettingsException.class, wrong::start).getMessage();
    for (String property : List.of("secret", "rule.r", "limit.l", "proxies")) {
      assertTrue(told.contains("watchword." + property + " (builder)"), told);
    }
  }
}
