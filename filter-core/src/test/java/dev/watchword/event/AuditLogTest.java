package dev.watchword.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.corpus.NaughtyStrings;
import dev.watchword.guard.Access;
import dev.watchword.guard.RequestGuard;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import dev.watchword.testing.Rules;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 73 and 74, for the log that machines read. */
class AuditLogTest {
  private final List<String> written = new ArrayList<>();
  private final AuditLog log = new AuditLog(new Lines());
  private final TestGuard test =
      TestGuard.of(Rules.rule("open", "/open/*", Access.PUBLIC)).listener(log);
  private final RequestGuard guard = test.guard();

  private final class Lines implements System.Logger {
    @Override
    public String getName() {
      return "lines";
    }

    @Override
    public boolean isLoggable(Level level) {
      return level == Level.INFO;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      throw new AssertionError(thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Object... parameters) {
      written.add(text);
    }
  }

  private JsonNode line() throws Exception {
    assertEquals(1, written.size(), written::toString);
    return TestData.parse(written.get(0));
  }

  @Test
  void refusal_isLineWithReasonAndId() throws Exception {
    guard.check(Requests.get("/orders").bearer(Tokens.good().tampered()).facts());
    JsonNode line = line();
    assertEquals(Tokens.NOW.toString(), line.get("@timestamp").textValue());
    assertEquals("authentication", line.get("event.category").get(0).textValue());
    assertEquals("denied", line.get("event.type").get(0).textValue());
    assertEquals("failure", line.get("event.outcome").textValue());
    assertEquals("request_refused", line.get("event.action").textValue());
    assertEquals("signature", line.get("event.reason").textValue());
    assertEquals(test.events().get(0).id(), line.get("event.id").textValue());
    assertEquals(401, line.get("http.response.status_code").intValue());
    assertEquals("else", line.get("rule.name").textValue());
    assertEquals("203.0.113.7", line.get("source.ip").textValue());
    assertEquals("GET", line.get("http.request.method").textValue());
    assertEquals("/orders", line.get("url.path").textValue());
  }

  @Test
  void callerWhoGotIn_isNamed() throws Exception {
    guard.check(Requests.get("/orders").bearer(Tokens.goodText()).facts());
    JsonNode line = line();
    assertEquals("start", line.get("event.type").get(0).textValue());
    assertEquals("success", line.get("event.outcome").textValue());
    assertEquals(test.events().get(0).caller().id(), line.get("user.id").textValue());
    assertEquals("alice", line.get("user.name").textValue());
    assertFalse(line.has("event.reason"));
  }

  @Test // requirement 73: what a token says that is refused proves nothing
  void refusedToken_isNotNamed() {
    guard.check(Requests.get("/orders").bearer(Tokens.good().tampered()).facts());
    guard.check(
        Requests.get("/orders")
            .bearer(Tokens.good().expiringAt(Tokens.NOW.minusSeconds(60)).text())
            .facts());
    assertEquals(2, written.size());
    assertFalse(written.toString().contains("alice"), written::toString);
    assertFalse(written.toString().contains("eyJ"), written::toString);
  }

  @Test
  void lineOfPage_isWhatIsWritten() throws Exception {
    log.decided(
        new GuardEvent(
            Instant.parse("2027-01-31T12:00:00Z"),
            Reason.SIGNATURE,
            true,
            401,
            "GET",
            "/orders",
            "203.0.113.7",
            "else",
            null,
            "k8v2mq1t",
            "no live key of issuer 'default' matches (1 tried)"));
    String page = Files.readString(Path.of("../docs/operating.md"));
    assertTrue(page.contains("\n" + written.get(0) + "\n"), written::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void setting_turnsItOn(String audit) {
    try (LogCapture capture = LogCapture.atInfo();
        Watchword watchword =
            Watchword.builder()
                .surroundings(Map.of(), new Properties())
                .secret(TestSecrets.text("audit"))
                .set("watchword.audit", audit)
                .start()) {
      watchword.guard().check(Requests.get("/orders").facts());
      long lines = capture.lines().stream().filter(line -> line.startsWith("{\"@time")).count();
      assertEquals(audit.equals("on") ? 1 : 0, lines);
    }
  }

  @Test
  void openPathWithoutCaller_isNotWritten() {
    guard.check(Requests.get("/open/x").facts());
    assertEquals(List.of(), written);
  }

  @Test
  void dryRun_isNeitherSuccessNorFailure() throws Exception {
    log.decided(
        new GuardEvent(
            Tokens.NOW, Reason.MISSING, false, 401, "GET", "/", "::1", "else", null, "id", "no"));
    JsonNode line = line();
    assertEquals("unknown", line.get("event.outcome").textValue());
    assertEquals("request_would_be_refused", line.get("event.action").textValue());
  }

  @Test
  void notice_isWritten() throws Exception {
    log.noticed(new Notice(Tokens.NOW, Notice.Kind.REVOKED, "all tokens of alice"));
    JsonNode line = line();
    assertEquals("configuration", line.get("event.category").get(0).textValue());
    assertEquals("revoked", line.get("event.action").textValue());
    assertEquals("all tokens of alice", line.get("message").textValue());
  }

  @Test // requirement 74
  void naughtyStrings_areOneLineOfAsciiThatIsJson() throws Exception {
    for (String string : NaughtyStrings.all()) {
      written.clear();
      log.decided(
          new GuardEvent(
              Tokens.NOW,
              Reason.HOST,
              true,
              400,
              string,
              string,
              string,
              string,
              null,
              string,
              string));
      String line = written.get(0);
      assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7F), line);
      assertTrue(line.length() < 40_000, line);
      assertTrue(TestData.parse(line).isObject());
    }
  }

  @Test // requirement 74
  void longPath_hasEnd() throws Exception {
    guard.check(Requests.get("/" + "x".repeat(5000)).facts());
    assertEquals(1003, line().get("url.path").textValue().length());
  }
}
