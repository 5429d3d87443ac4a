package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.value;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the guard does for endpoints that check their callers themselves. */
class EndpointsTest {
  private static final RequestFacts FACTS = Requests.post("/token").facts();

  private final TestGuard test = TestGuard.of(rule("token", "/token", Access.OWN)).failures("1/1m");
  private final RequestGuard guard = test.guard();

  private static final Rejection UNKNOWN = new Rejection(Reason.SECRET, "unknown client");
  private static final HttpAnswer OWN = HttpAnswer.json(400, List.of(), "{}");

  private void assertTold(int number, Reason reason, int status, String detail) {
    GuardEvent event = test.events().get(number);
    assertEquals(reason, event.reason());
    assertEquals(status, event.status());
    assertEquals(detail, event.detail());
    assertEquals("token", event.rule());
    assertEquals(true, event.enforced());
  }

  @Test // requirement 72
  void refusalInShapeOfEndpoint_isReportedAndCounted() {
    assertSame(OWN, guard.refusedByEndpoint(FACTS, UNKNOWN, OWN));
    assertTold(0, Reason.SECRET, 400, "unknown client");
    HttpAnswer limited = guard.refusedByEndpoint(FACTS, UNKNOWN, OWN);
    assertEquals(429, limited.status());
    assertEquals("60", value(limited, "Retry-After"));
    assertTold(
        1, Reason.FAILURES_LIMITED, 429, "too many failures from this address; this one: secret");
    assertEquals(2, test.events().size());
  }

  @Test
  void refusalThatIsNoGuess_isReportedAndNotCounted() {
    HttpAnswer unfit = HttpAnswer.json(422, List.of(), "{}");
    Rejection noJson = new Rejection(Reason.BODY, "no JSON");
    for (int i = 0; i < 3; i++) {
      assertSame(unfit, guard.refusedByEndpoint(FACTS, noJson, unfit));
      assertTold(i, Reason.BODY, 422, "no JSON");
    }
    assertSame(OWN, guard.refusedByEndpoint(FACTS, UNKNOWN, OWN));
  }

  @Test // requirement 72
  void refusalInShapeOfGuard_isReportedAndCounted() {
    HttpAnswer answer = guard.refuse(FACTS, Reason.HASH, "no such hash", "Send a hash.");
    assertEquals(401, answer.status());
    assertTold(0, Reason.HASH, 401, "no such hash");
    assertTrue(answer.body().contains(test.events().get(0).id()), answer::body);
    assertEquals(429, guard.refuse(FACTS, Reason.HASH, "no such hash", "Send a hash.").status());
    assertTold(
        1, Reason.FAILURES_LIMITED, 429, "too many failures from this address; this one: hash");
    HttpAnswer missing = guard.refuse(FACTS, Reason.MISSING, "nothing came", "Send a hash.");
    assertTrue(missing.body().contains("\"detail\":\"Send a hash.\""), missing::body);
    assertEquals(3, test.events().size());
  }

  @Test
  void refusal_canBeReadByListedOrigin() {
    TestGuard cors = TestGuard.of().cors(new Cors(Set.of("https://a.example"), List.of(), false));
    RequestFacts facts = Requests.post("/token").header("Origin", "https://a.example").facts();
    HttpAnswer answer = cors.guard().refuse(facts, Reason.HASH, "", "");
    assertEquals("https://a.example", value(answer, "Access-Control-Allow-Origin"));
  }

  @Test
  void issuerOfUsers_isPickedByRequest() {
    assertEquals(
        IssuerFilter.ANY.includingRestricted(),
        guard.issuerResolver().filterForUsers(FACTS, Map.of()));
    RequestGuard byHeader = TestGuard.of().choice(IssuerResolver.of("header w")).guard();
    Requests request = Requests.post("/users");
    assertEquals(
        new IssuerFilter("", Set.of(), true),
        byHeader.issuerResolver().filterForUsers(request.facts(), Map.of()),
        "nobody");
    request.header("w", "acme");
    assertEquals(
        new IssuerFilter("acme", Set.of(), true),
        byHeader.issuerResolver().filterForUsers(request.facts(), Map.of()));
    request.header("w", "acme");
    assertNull(
        byHeader.issuerResolver().filterForUsers(request.facts(), Map.of()), "more than one");
  }

  @Test // a decision of another guard must not be found in its place
  void decision_isKeptUnderItsOwnAttributeName() {
    String name = guard.decisionAttribute();
    assertTrue(name.startsWith("dev.watchword.guard.Decision."), name);
    assertEquals(name, guard.decisionAttribute());
    assertNotEquals(name, test.guard().decisionAttribute());
  }
}
