package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.DecisionAssertions.value;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Rules.scope;
import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One request, from the start: what passes, what stops, and who is asked in which order. */
class RequestGuardTest {
  private static final PathRule CLOSED = rule("closed", "/closed/*", Access.DENY);
  private static final PathRule OPEN = rule("open", "/open/*", Access.PUBLIC);
  private static final PathRule OWN = rule("own", "/own/*", Access.OWN);
  private static final PathRule EITHER = rule("either", "/either/*", Access.OPTIONAL);
  private static final PathRule ADMIN = demanding("admin", "/admin/*", role("admin"));
  private static final PathRule FEED = demanding("feed", "/feed/*", scope("feed:read"));
  private static final PathRule ACME =
      demanding("acme", "/acme/*", new Requirements(TokenKind.SIGNED, Set.of("acme"), null, null));
  private static final PathRule WIDGET =
      demanding("widget", "/widget/*", new Requirements(TokenKind.WIDGET, Set.of(), null, null));

  private final TestGuard test = TestGuard.of(CLOSED, OPEN, OWN, EITHER, ADMIN, FEED, ACME, WIDGET);
  private final RequestGuard guard = test.guard();

  @Test
  void goodToken_passesWithItsCaller() {
    Pass pass = assertPass(guard.check(Requests.get("/api").bearer(Tokens.goodText()).facts()));
    assertEquals("alice", pass.caller().getName());
    assertEquals("else", pass.ruleName());
    assertEquals("Pass[else, Caller[default/alice]]", pass.toString());
    assertEquals(List.of(), pass.headers());
  }

  @Test
  void requestWithoutToken_isToldWhatToSend() {
    HttpAnswer answer = assertStop(401, "token_missing", guard.check(Requests.get("/api").facts()));
    assertEquals("Bearer realm=\"api\"", value(answer, "WWW-Authenticate"));
    assertTrue(answer.body().contains("Send the header Authorization: Bearer <token>."));
    assertEquals(0, test.verifierAsked());
  }

  @ParameterizedTest // requirement 58, 80: every bad token is refused on every path that needs one
  @ValueSource(strings = {"/", "/api", "/admin/x", "/feed", "/acme", "/widget", "/either"})
  void badToken_isRefused(String path) {
    Requests request = Requests.get(path).bearer(Tokens.good().tampered());
    assertStop(401, "token_invalid", guard.check(request.facts()));
  }

  @Test
  void expiredToken_isAnsweredAsExpiredOnlyWithRightMac() {
    Tokens old = Tokens.good().expiringAt(NOW.minusSeconds(99));
    assertStop(401, "token_expired", guard.check(Requests.get("/").bearer(old.text()).facts()));
    assertStop(401, "token_invalid", guard.check(Requests.get("/").bearer(old.tampered()).facts()));
  }

  @Test
  void openPath_ignoresToken() {
    for (String path : List.of("/open/a", "/own/token")) {
      Requests request = Requests.get(path).bearer("rubbish");
      assertNull(assertPass(guard.check(request.facts())).caller());
      assertFalse(request.askedFor().contains("Authorization"), request.askedFor()::toString);
    }
    assertEquals(0, test.verifierAsked());
  }

  @Test
  void optionalPath_acceptsNoTokenOrValidOne() {
    assertNull(assertPass(guard.check(Requests.get("/either").facts())).caller());
    Requests good = Requests.get("/either").bearer(Tokens.goodText());
    assertEquals("alice", assertPass(guard.check(good.facts())).caller().getName());
    Requests bad = Requests.get("/either").header("Authorization", "Bearer");
    assertStop(400, "request_malformed", guard.check(bad.facts()));
  }

  @Test
  void closedPath_isClosedToGoodTokensToo() {
    Requests request = Requests.get("/closed/x").bearer(Tokens.goodText());
    assertStop(403, "forbidden", guard.check(request.facts()));
    assertEquals(0, test.verifierAsked());
  }

  @Test
  void ambiguousPath_isRefusedBeforeTokenIsRead() {
    Requests request = Requests.get("/open/..;/admin").readAs("/admin").bearer(Tokens.goodText());
    assertStop(400, "request_malformed", guard.check(request.facts()));
    assertFalse(request.askedFor().contains("Authorization"));
    assertEquals("", test.events().get(0).rule());
  }

  @ParameterizedTest
  @CsvSource({
    "/admin, roles, admin, true",
    "/admin, roles, admins, false",
    "/admin, roles, Admin, false",
    "/admin, scope, admin, false",
    "/feed, scope, feed:read, true",
    "/feed, scope, a feed:read b, true",
    "/feed, scope, feed, false",
    "/widget, x, y, false"
  })
  void requirementOfRule_isMetOr403(String path, String claim, String value, boolean met) {
    String token = Tokens.good().claim(claim, value).text();
    Decision decision = guard.check(Requests.get(path).bearer(token).facts());
    if (met) {
      assertPass(decision);
    } else {
      assertStop(403, "scope_insufficient", decision);
    }
  }

  @Test // the rule's issuer narrows what the token may be signed by
  void tokenOfOtherIssuer_isNotValid() {
    RequestFacts facts = Requests.get("/acme").bearer(Tokens.goodText()).facts();
    assertStop(401, "token_invalid", guard.check(facts));
    assertEquals(Reason.UNKNOWN_ISSUER, test.events().get(0).reason());
  }

  @Test // requirement 68
  void tokenKinds_doNotInterchange() {
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    assertPass(guard.check(Requests.get("/widget").bearer(widget).facts()));
    assertStop(403, "scope_insufficient", guard.check(Requests.get("/api").bearer(widget).facts()));
    assertEquals(Reason.KIND, test.events().get(1).reason());
  }

  @Test // requirement 35
  void clock_isReadOnceForEachRequest() {
    guard.check(Requests.get("/api").bearer(Tokens.goodText()).facts());
    guard.check(Requests.get("/open").facts());
    assertEquals(2, test.clockRead());
  }

  @ParameterizedTest // requirements 42 and 43
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "Forwarded",
        "X-Real-IP",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-HTTP-Method-Override",
        "X-Middleware-Subrequest",
        "X-User",
        "Nacos-Server"
      })
  void headerOfClient_opensNothing(String header) {
    Requests request = Requests.get("/api").header(header, "/open/x").header(header, "127.0.0.1");
    assertStop(401, "token_missing", guard.check(request.facts()));
  }

  @ParameterizedTest // requirement 46
  @EnumSource(
      names = {"GET", "POST"},
      value = Verb.class)
  void answer_holdsNothingOfRequest(Verb verb) {
    String canary = "CANARY-7f3a";
    String token = Tokens.good().claim("sub", canary).kid(canary).tampered();
    for (TestGuard each : List.of(TestGuard.of(), TestGuard.of().full())) {
      for (String credentials :
          List.of("Bearer " + token, "Bearer " + canary, "Bearer a " + canary)) {
        Requests request =
            Requests.request(verb.name(), "/" + canary)
                .query(canary)
                .header("Authorization", credentials)
                .header("Origin", "https://" + canary);
        Decision.Stop stop = (Decision.Stop) each.guard().check(request.facts());
        assertFalse(stop.toString().contains(canary), stop::toString);
        assertFalse(stop.toString().contains(token.substring(0, 20)), stop::toString);
      }
    }
  }

  enum Verb {
    GET,
    POST
  }

  @Test // requirement 40
  void queryToken_keepsAnswerOutOfCachesAndReferrers() {
    TestGuard queries =
        TestGuard.of(
            rule(
                "q",
                "/*",
                Access.TOKEN,
                TokenExtractors.of("query:token"),
                TokenExtractors.BEARER));
    Requests request = Requests.get("/api").query("token=" + Tokens.goodText());
    Pass pass = assertPass(queries.guard().check(request.facts()));
    assertEquals(
        List.of(
            new HttpAnswer.Header("Cache-Control", "private, no-store"),
            new HttpAnswer.Header("Referrer-Policy", "no-referrer")),
        pass.headers());
    Requests header = Requests.get("/api").bearer(Tokens.goodText());
    assertEquals(List.of(), assertPass(queries.guard().check(header.facts())).headers());
  }

  @Test // requirement 41
  void cookieTokenFromOtherOrigin_isRefusedUnverified() {
    TestGuard cookies =
        TestGuard.of(rule("c", "/*", Access.TOKEN, TokenExtractors.of("cookie:jwt")));
    RequestGuard guard = cookies.guard();
    Requests request = Requests.post("/api").header("Cookie", "jwt=" + Tokens.goodText());
    assertStop(403, "forbidden", guard.check(request.facts()));
    assertEquals(Reason.CROSS_SITE, cookies.events().get(0).reason());
    assertEquals(0, cookies.verifierAsked());
    assertPass(guard.check(request.header("Sec-Fetch-Site", "same-origin").facts()));
  }

  @Test // requirement 54
  void preflight_isAnsweredOnlyWhereItIsConfiguredAndNotOnClosedPaths() {
    RequestGuard open =
        TestGuard.of(CLOSED).cors(new Cors(Set.of("https://a.example"), List.of(), false)).guard();
    assertEquals(204, ((Decision.Stop) open.check(preflight("/api"))).answer().status());
    assertStop(403, "forbidden", open.check(preflight("/closed/x")));
    assertStop(401, "token_missing", guard.check(preflight("/api")));
  }

  private static RequestFacts preflight(String path) {
    return Requests.request("OPTIONS", path)
        .header("Origin", "https://a.example")
        .header("Access-Control-Request-Method", "GET")
        .facts();
  }

  @Test // a 401 without them is a network error to a browser
  void refusal_canBeReadByListedOrigin() {
    TestGuard cors = TestGuard.of().cors(new Cors(Set.of("https://a.example"), List.of(), false));
    Requests request = Requests.get("/api").header("Origin", "https://a.example");
    HttpAnswer answer = assertStop(401, "token_missing", cors.guard().check(request.facts()));
    assertEquals("https://a.example", value(answer, "Access-Control-Allow-Origin"));
  }
}
