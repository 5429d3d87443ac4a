package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.DecisionAssertions.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.HttpAnswer;
import dev.watchword.issue.Endpoint;
import dev.watchword.issue.IssueRequest;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 40 and design section 5: tokens in the query, as Surge's frames send them. */
class QueryTokenTest {
  private static final byte[] SECRET =
      TestSecrets.text("surge").getBytes(StandardCharsets.US_ASCII);
  private static final Instant HOUR = Tokens.NOW.plusSeconds(3600);

  private final List<GuardEvent> events = new ArrayList<>();
  private final Watchword watchword =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .clock(() -> Tokens.NOW)
          .listener(events::add)
          .set("watchword.secret", TestSecrets.text("surge"))
          .set("watchword.apikey.secret", TestSecrets.text("apikey"))
          .set("watchword.rules", "embed,server")
          .set("watchword.rule.embed", "/embed/* source query:token")
          .set("watchword.rule.server", "/server/* source bearer,query:token kind signed")
          .start();

  private final StringBuilder lines = new StringBuilder();
  private final Logger ours = Logger.getLogger("dev.watchword");
  private final Level before = ours.getLevel();
  private final Handler ear =
      new StreamHandler() {
        @Override
        public synchronized void publish(LogRecord line) {
          lines.append(new SimpleFormatter().format(line));
        }
      };

  @BeforeEach
  void hear() {
    ours.setLevel(Level.ALL);
    ours.setUseParentHandlers(false);
    ours.addHandler(ear);
  }

  @AfterEach
  void close() {
    watchword.close();
    ours.removeHandler(ear);
    ours.setUseParentHandlers(true);
    ours.setLevel(before);
  }

  private static Tokens widget() {
    return Tokens.good().header("typ", "widget+jwt").secret(SECRET);
  }

  private Decision get(String query) {
    return watchword.guard().check(Requests.get("/embed/inbox").query(query).facts());
  }

  private static String sent(Pass pass, String name) {
    List<String> values =
        pass.headers().stream()
            .filter(h -> h.name().equals(name))
            .map(HttpAnswer.Header::value)
            .toList();
    return values.isEmpty() ? null : String.join("; ", values);
  }

  // One signed by the tenant works as one signed by us

  @Test
  void tokenSignedByTenant_worksLikeOurs() {
    Endpoint endpoint = watchword.endpoints().userTokens();
    IssueRequest request =
        new IssueRequest(
            List.of("Bearer " + TestSecrets.text("apikey")),
            "application/json",
            "/alice/tokens",
            "{}".getBytes(StandardCharsets.US_ASCII));
    String ours = TestData.parse(endpoint.answer(request).answer().body()).get("token").textValue();
    for (String token : List.of(ours, widget().text())) {
      Pass pass = assertPass(get("token=" + token));
      assertEquals("alice", pass.caller().getName());
      assertEquals("widget:default/alice", pass.caller().id());
      assertNull(pass.visitor());
    }
  }

  @Test // requirement 68: what callers use among servers has no place in an URL
  void tokenOfAnotherKind_isNotForQuery() {
    String signed = Tokens.good().secret(SECRET).text();
    assertStop(403, "scope_insufficient", get("token=" + signed));
    assertEquals(Reason.KIND, events.get(0).reason());
  }

  // Places

  @ParameterizedTest
  @CsvSource({
    "GET, 200",
    "HEAD, 200",
    "POST, 401",
    "PUT, 401",
    "DELETE, 401",
    "OPTIONS, 401",
    "get, 401"
  })
  void query_isReadForGetAndHeadAlone(String method, int status) {
    String query = "token=" + widget().text();
    Decision decision =
        watchword.guard().check(Requests.request(method, "/embed/x").query(query).facts());
    if (status == 200) {
      assertPass(decision);
    } else {
      assertStop(status, "token_missing", decision);
    }
  }

  @Test
  void tokenInQuery_mustStandOnceAndAlone() {
    String token = widget().text();
    assertPass(get("a=b&token=" + token + "&c=d"));
    assertPass(get("user_id=usr_1&token=" + token));
    for (String second : List.of(token, "", "x", "wpk_0123456789abcdef")) {
      assertStop(400, "request_malformed", get("token=" + token + "&token=" + second));
      assertStop(400, "request_malformed", get("token=" + second + "&token=" + token));
    }
    assertStop(400, "request_malformed", get("token="));
    assertStop(401, "token_missing", get("Token=" + token));
    assertStop(401, "token_missing", get("tok%65n=" + token));
    assertStop(401, "token_missing", get("token[]=" + token));
    assertStop(401, "token_missing", get(null));
    assertStop(401, "token_invalid", get("token=" + token + ";token=" + token));
    assertStop(401, "token_invalid", get("token=%65" + token.substring(1)));
    assertStop(401, "token_invalid", get("token=Bearer+" + token));
  }

  @Test
  void tokenInHeader_isNotReadWhereOnlyQueryMayHoldIt() {
    Requests request = Requests.get("/embed/x").bearer(widget().text());
    assertStop(401, "token_missing", watchword.guard().check(request.facts()));
  }

  @Test
  void queryAndHeaderTokenTogether_areRefused() {
    String token = Tokens.good().secret(SECRET).text();
    Requests both = Requests.get("/server/x").bearer(token).query("token=" + token);
    assertStop(400, "request_malformed", watchword.guard().check(both.facts()));
    Requests header = Requests.get("/server/x").bearer(token).query("x=" + token);
    assertNull(sent(assertPass(watchword.guard().check(header.facts())), "Referrer-Policy"));
  }

  // Time

  @ParameterizedTest
  @CsvSource({"3600, true", "3630, true", "3631, false", "86400, false"})
  void token_endsWithinHour(long seconds, boolean good) {
    String token = widget().expiringAt(Tokens.NOW.plusSeconds(seconds)).text();
    for (int i = 0; i < 3; i++) { // also where it is remembered
      Decision decision = get("token=" + token);
      if (good) {
        assertPass(decision);
      } else {
        assertStop(401, "token_invalid", decision);
        assertEquals(Reason.LIFETIME, events.get(i).reason());
      }
    }
  }

  @Test
  void tokenThatNeverEnds_isNotForQuery() {
    try (Watchword lenient =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.secret", TestSecrets.text("surge"))
            .set("watchword.relax", "noexp")
            .set("watchword.rules", "embed")
            .set("watchword.rule.embed", "/embed/* source bearer,query:token")
            .start()) {
      String endless = widget().without("exp").text();
      RequestGuard guard = lenient.guard();
      assertPass(guard.check(Requests.get("/embed/x").bearer(endless).facts()));
      Requests query = Requests.get("/embed/x").query("token=" + endless);
      assertStop(401, "token_invalid", guard.check(query.facts()));
      Requests hour = Requests.get("/embed/x").query("token=" + widget().expiringAt(HOUR).text());
      assertPass(guard.check(hour.facts()));
    }
  }

  // What leaks

  @Test
  void answer_isKeptOutOfCachesAndReferrers() {
    Pass pass = assertPass(get("token=" + widget().text()));
    assertEquals("private, no-store", sent(pass, "Cache-Control"));
    assertEquals("no-referrer", sent(pass, "Referrer-Policy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "token=", "token=x", "token=a&token=b", "token=wpk_0123456789abcdef"})
  void refusal_isKeptOutOfCachesAndReferrersToo(String query) {
    HttpAnswer answer = ((Decision.Stop) get(query)).answer();
    assertEquals("no-store", value(answer, "Cache-Control"));
    assertEquals("no-referrer", value(answer, "Referrer-Policy"));
  }

  @Test // requirement 73
  void eventsAndLogLines_havePathAlone() {
    String token = widget().tampered();
    get("token=" + token + "&user_id=hunter2");
    get("token=" + token + "&token=" + token);
    get("token=" + widget().text() + "&user_id=hunter2");
    watchword.close(); // writes what the log has gathered
    assertTrue(lines.indexOf("/embed/inbox") > 0, lines::toString);
    for (String told : List.of(events.toString(), lines.toString())) {
      assertFalse(told.contains("hunter2"), told);
      assertFalse(told.contains(token.substring(0, 20)), told);
      assertFalse(told.contains("?"), told);
    }
    assertEquals(3, events.size());
  }

  @Test // requirement 25
  void facts_areShownWithoutQueryAndHeaders() {
    Requests request = Requests.get("/a").query("t=a.b.c").bearer("d.e.f");
    assertEquals("RequestFacts[GET /a]", request.facts().toString());
    assertEquals("RequestFacts[GET /a]", request.readAs(null).facts().toString());
  }
}
