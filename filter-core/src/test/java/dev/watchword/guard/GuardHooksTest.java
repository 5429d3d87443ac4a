package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's own checks and listeners: when they are asked, and what they cannot break. */
class GuardHooksTest {
  private static RequestFacts good(String path) {
    return Requests.get(path).bearer(Tokens.goodText()).facts();
  }

  @Test
  void callerCheck_decidesLast() {
    TestGuard test =
        TestGuard.of()
            .check((caller, facts) -> CheckResult.allowIf(facts.path().equals("/mine"), ""));
    RequestGuard guard = test.guard();
    assertPass(guard.check(good("/mine")));
    assertStop(403, "scope_insufficient", guard.check(good("/other")));
    assertEquals(Reason.CALLER_CHECK, test.events().get(1).reason());
  }

  @Test
  void callerChecks_areAskedInOrderUntilOneRefuses() {
    List<String> asked = new ArrayList<>();
    RequestGuard guard =
        TestGuard.of()
            .check((caller, facts) -> CheckResult.allowIf(asked.add("first"), ""))
            .check((caller, facts) -> CheckResult.allowIf(!asked.add("second"), ""))
            .check((caller, facts) -> CheckResult.allowIf(asked.add("third"), ""))
            .guard();
    assertStop(403, "scope_insufficient", guard.check(good("/")));
    assertEquals(List.of("first", "second"), asked);
  }

  @Test
  void callerCheck_isNotAskedAfterEarlierRefusal() {
    RequestGuard guard =
        TestGuard.of(
                demanding("admin", "/admin/*", role("admin")),
                rule("open", "/open/*", Access.PUBLIC),
                rule("closed", "/closed/*", Access.DENY))
            .check((caller, facts) -> fail("asked about " + facts))
            .guard();
    assertStop(403, "scope_insufficient", guard.check(good("/admin")));
    assertStop(403, "forbidden", guard.check(good("/closed/x")));
    assertStop(401, "token_missing", guard.check(Requests.get("/").facts()));
    assertStop(401, "token_invalid", guard.check(Requests.get("/").bearer("a.b.c").facts()));
    assertPass(guard.check(good("/open/x")));
  }

  private static CheckResult fail(String message) {
    throw new IllegalStateException(message);
  }

  static Stream<Throwable> whatApplicationsThrow() {
    return Stream.of(
        new IllegalStateException("secret"),
        new NullPointerException(),
        new StackOverflowError(),
        new NoClassDefFoundError("org/example/Gone"),
        new AssertionError("secret"),
        new java.io.IOException("checked, and thrown all the same"));
  }

  @ParameterizedTest // requirement 73; requirements 9 and 50
  @MethodSource("whatApplicationsThrow")
  void callerCheckThatThrows_refusesRequest(Throwable thrown) {
    TestGuard test =
        TestGuard.of().check((caller, facts) -> CheckResult.allowIf(sneak(thrown), "")).full();
    HttpAnswer answer = assertStop(401, "token_invalid", test.guard().check(good("/")));
    assertFalse(answer.body().contains("secret"), answer::body);
    assertEquals(Reason.FAULT, test.events().get(0).reason());
    assertEquals(thrown.getClass().getName(), test.events().get(0).detail());
  }

  @Test
  void callerCheckThatThrows_isReportedWithRule() {
    PathRule frame =
        rule("frame", "/frame/*", Access.TOKEN, TokenExtractors.BUILT_IN.named("query:t"));
    TestGuard test = TestGuard.of(frame).check((caller, facts) -> fail("asked"));
    RequestFacts facts = Requests.get("/frame/x").query("t=" + Tokens.goodText()).facts();
    HttpAnswer answer = assertStop(401, "token_invalid", test.guard().check(facts));
    assertEquals("frame", test.events().get(0).rule());
    assertTrue(
        answer.headers().contains(new HttpAnswer.Header("Referrer-Policy", "no-referrer")),
        "what is so for every refusal of a token in the URL");
  }

  @ParameterizedTest
  @MethodSource("whatApplicationsThrow")
  void listenerThatThrows_breaksNothing(Throwable thrown) {
    List<GuardEvent> heard = new ArrayList<>();
    RequestGuard guard =
        TestGuard.of().listener(event -> sneak(thrown)).listener(heard::add).guard();
    assertPass(guard.check(good("/")));
    assertStop(401, "token_missing", guard.check(Requests.get("/").facts()));
    assertEquals(2, heard.size());
  }

  @Test // or it would fill the log at every request
  void listenerThatThrows_isWarnedOfOnce() {
    RequestGuard guard =
        TestGuard.of().listener(event -> sneak(new IllegalStateException("secret"))).guard();
    try (LogCapture log = LogCapture.atInfo()) {
      for (int i = 0; i < 3; i++) {
        guard.check(good("/"));
        assertEquals(
            List.of(
                "A GuardListener threw java.lang.IllegalStateException;"
                    + " requests go on. Said once."),
            log.lines());
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> boolean sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test // requirement 9; requirement 50: whatever the container does while it is asked
  void requestThatCannotBeRead_isRefused() {
    RequestFacts broken =
        new RequestFacts(
            "GET", "", "/api", "/api", null, "", name -> List.of(String.valueOf(fail(name))));
    Cors cors = new Cors(Set.of("https://a.example"), List.of(), false);
    for (TestGuard test : List.of(TestGuard.of(), TestGuard.of().cors(cors))) {
      assertStop(400, "request_malformed", test.guard().check(broken));
      assertEquals(Reason.UNREADABLE, test.events().get(0).reason());
    }
  }

  @ParameterizedTest // requirement 50
  @MethodSource("whatApplicationsThrow")
  void requestThatItsContainerCannotRead_isRefusedAs400(Throwable thrown) {
    TestGuard test = TestGuard.of(rule("open", "/*", Access.PUBLIC)).full();
    HttpAnswer answer =
        assertStop(
            400,
            "request_malformed",
            test.guard()
                .check(
                    () -> {
                      sneak(thrown);
                      return null;
                    },
                    null));
    assertFalse(answer.body().contains("secret"), answer::body);
    assertEquals(1, test.events().size());
    assertEquals(Reason.UNREADABLE, test.events().get(0).reason());
  }

  @Test
  void listener_getsEveryDecisionOnce() {
    TestGuard test = TestGuard.of(rule("open", "/open/*", Access.PUBLIC));
    RequestGuard guard = test.guard();
    guard.check(good("/api"));
    guard.check(Requests.get("/open/x").facts());
    guard.check(Requests.post("/open//x").readAs("/open/x").address("2001:db8::1").facts());
    List<GuardEvent> events = test.events();
    assertEquals(3, events.size());
    Caller caller = events.get(0).caller();
    assertEquals(
        new GuardEvent(NOW, null, true, 0, "GET", "/api", "203.0.113.7", "else", caller, "", ""),
        events.get(0));
    assertEquals("alice", caller.getName());
    assertTrue(events.get(1).passed());
    assertEquals("open", events.get(1).rule());
    assertEquals(Reason.AMBIGUOUS_PATH, events.get(2).reason());
    assertEquals(400, events.get(2).status());
    assertEquals("2001:db8::1", events.get(2).address());
  }

  @Test // requirement 50
  void refusal_hasIdThatAnswerRepeats() {
    TestGuard test = TestGuard.of();
    RequestGuard guard = test.guard();
    HttpAnswer one = assertStop(401, "token_missing", guard.check(Requests.get("/").facts()));
    assertStop(401, "token_missing", guard.check(Requests.get("/").facts()));
    String id = test.events().get(0).id();
    assertTrue(id.matches("[0-9a-v]{1,8}"), id);
    assertEquals(id, TestData.parse(one.body()).get("id").textValue());
    assertNotEquals(id, test.events().get(1).id());
  }

  @Test // requirements 25 and 73: an event has no room for a token, a header or a query
  void event_holdsNoTokenAndNoQuery() {
    TestGuard test = TestGuard.of(rule("q", "/*", Access.TOKEN, TokenExtractors.of("query:t")));
    RequestGuard guard = test.guard();
    String token = Tokens.goodText();
    guard.check(Requests.get("/api").query("t=" + token + "&x=CANARY").facts());
    guard.check(Requests.get("/api").query("t=" + token + "x&x=CANARY").facts());
    guard.check(Requests.get("/api").readAs(null).query("t=" + token + "&x=CANARY").facts());
    assertEquals(3, test.events().size());
    String shown = test.events().toString();
    assertFalse(shown.contains("CANARY") || shown.contains(token.substring(0, 20)), shown);
    assertEquals("/api", test.events().get(2).path());
  }
}
