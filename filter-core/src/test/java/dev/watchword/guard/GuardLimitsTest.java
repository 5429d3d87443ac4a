package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Requirements 71 and 72, as a request meets them. */
class GuardLimitsTest {
  private static final String GOOD = Tokens.goodText();
  private static final String BAD = Tokens.good().tampered();
  private static final String EXPIRED =
      Tokens.good().expiringAt(Tokens.NOW.minusSeconds(60)).text();

  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore(1000, nanos::get);
  private final List<GuardEvent> events = new ArrayList<>();
  private final RequestGuard guard = guard(store, "3/1m");

  private RequestGuard guard(Store counting, String failures) {
    return guard(
        counting,
        failures,
        List.of(
            rule("feed", "/feed", Access.PUBLIC, "2/1m", Per.ADDRESS),
            open("page", "/page"),
            rule("mixed", "/mixed", Access.OPTIONAL, "2/1m", Per.CALLER),
            rule("admin", "/admin", Access.TOKEN, "2/1m", Per.CALLER, "admin"),
            rule("api", "/api", Access.TOKEN, "2/1m", Per.CALLER)));
  }

  private RequestGuard guard(Store counting, String failures, List<PathRule> some) {
    ClientAddress clients = new ClientAddress(List.of("10.0.0.0/8"), "X-Forwarded-For");
    Limits limits = new Limits(counting, clients, RateLimit.of(failures), false);
    PathRules rules = new PathRules(some, List.of(TokenExtractors.BEARER));
    TokenVerifier verifier = TestIssuer.standardVerifier();
    return new RequestGuard(
        () -> verifier,
        new GuardPolicy(
            rules,
            Cors.OFF,
            "test",
            false,
            limits,
            new TokenMemory(counting),
            IssuerResolver.KID,
            Enforcement.FULL),
        List.of(),
        List.of(events::add),
        InstantSource.fixed(Tokens.NOW));
  }

  private static PathRule open(String name, String path) {
    return new PathRule(
        name,
        Set.of(),
        new PathPattern(path),
        Access.PUBLIC,
        Requirements.NOTHING,
        List.of(TokenExtractors.BEARER));
  }

  private static PathRule rule(String name, String path, Access access, String limit, Per per) {
    return rule(name, path, access, limit, per, null);
  }

  private static PathRule limited(String path, Access access, LimitPolicy limit) {
    return new PathRule(
        path.substring(1),
        Set.of(),
        new PathPattern(path),
        access,
        Requirements.NOTHING,
        List.of(TokenExtractors.BEARER),
        limit);
  }

  private static PathRule rule(
      String name, String path, Access access, String limit, Per per, String role) {
    return new PathRule(
        name,
        Set.of(),
        new PathPattern(path),
        access,
        new Requirements(TokenKind.SIGNED, Set.of(), role, null),
        List.of(TokenExtractors.BEARER),
        new LimitPolicy(name, RateLimit.of(limit), per));
  }

  private HttpAnswer refused(Requests request, int status) {
    HttpAnswer answer = assertInstanceOf(Stop.class, guard.check(request.facts())).answer();
    assertEquals(status, answer.status(), answer::body);
    return answer;
  }

  private static int status(Decision decision) {
    return assertInstanceOf(Stop.class, decision).answer().status();
  }

  private Pass passed(Requests request) {
    return assertInstanceOf(Pass.class, guard.check(request.facts()));
  }

  private static List<String> values(List<Header> headers, String name) {
    return headers.stream().filter(h -> h.name().equals(name)).map(Header::value).toList();
  }

  @Test // or all of them would share one allowance
  void tokenThatNamesNoCaller_isRefusedWhereCallersAreCounted() {
    String unnamed = Tokens.good().without("sub").text();
    refused(api(unnamed), 401);
    assertEquals(Reason.CLAIM, events.get(0).reason());
    assertEquals(
        "no claim names the caller (nameclaim), and limit 'api' counts callers",
        events.get(0).detail());
    passed(Requests.get("/page").bearer(unnamed));
    passed(Requests.get("/feed").bearer(unnamed));
    passed(api(GOOD));
  }

  private static Requests api(String token) {
    return Requests.get("/api").bearer(token);
  }

  // A rule's limit

  @Test // or an open page would be a way around the limit of the path that it leads to
  void openPageForwardingToLimitedPath_isCountedOnceThere() {
    RequestFacts api = api(Tokens.goodText()).facts();
    for (int i = 0; i < 2; i++) {
      Pass page = passed(Requests.get("/page"));
      Pass there = assertInstanceOf(Pass.class, guard.check(api, page));
      assertInstanceOf(Pass.class, guard.check(api, there), "the same request, and no other");
    }
    Pass page = passed(Requests.get("/page"));
    assertEquals(429, assertInstanceOf(Stop.class, guard.check(api, page)).answer().status());
  }

  @Test
  void limitOfForwardTarget_isReportedInPlaceOfFirst() {
    Pass feed = passed(Requests.get("/feed"));
    RequestFacts api = api(GOOD).facts();
    Pass there = assertInstanceOf(Pass.class, guard.check(api, feed));
    assertEquals(List.of("\"api\";r=1;t=30"), values(there.headers(), "RateLimit"));
    assertEquals(List.of("\"api\";q=2;w=60"), values(there.headers(), "RateLimit-Policy"));
    Pass back = assertInstanceOf(Pass.class, guard.check(Requests.get("/feed").facts(), there));
    assertEquals(List.of("\"api\";r=1;t=30"), values(back.headers(), "RateLimit"));
  }

  @Test
  void requestOverItsLimit_is429WithProblemTypeOfDraft() {
    passed(Requests.get("/feed"));
    Pass second = passed(Requests.get("/feed"));
    assertEquals(List.of("\"feed\";q=2;w=60"), values(second.headers(), "RateLimit-Policy"));
    assertEquals(List.of("\"feed\";r=0;t=60"), values(second.headers(), "RateLimit"));
    assertEquals(List.of(), values(second.headers(), "Retry-After"));

    HttpAnswer answer = refused(Requests.get("/feed"), 429);
    assertEquals(List.of("30"), values(answer.headers(), "Retry-After"));
    assertEquals(List.of("\"feed\";q=2;w=60"), values(answer.headers(), "RateLimit-Policy"));
    assertEquals(List.of("\"feed\";r=0;t=60"), values(answer.headers(), "RateLimit"));
    assertEquals(List.of("no-store"), values(answer.headers(), "Cache-Control"));
    assertEquals(List.of(), values(answer.headers(), "WWW-Authenticate"));
    assertEquals(List.of(), values(answer.headers(), "X-RateLimit-Limit"));
    assertEquals(List.of("application/problem+json"), values(answer.headers(), "Content-Type"));
    String start =
        "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\","
            + "\"title\":\"Too Many Requests\",\"status\":429,\"code\":\"rate_limited\",";
    assertTrue(answer.body().startsWith(start), answer::body);
  }

  @Test
  void permit_isBackAtExactInstant() {
    passed(Requests.get("/feed"));
    passed(Requests.get("/feed"));
    nanos.addAndGet(Duration.ofSeconds(30).toNanos() - 1);
    HttpAnswer answer = refused(Requests.get("/feed"), 429);
    assertEquals(List.of("1"), values(answer.headers(), "Retry-After"));
    nanos.addAndGet(1);
    passed(Requests.get("/feed"));
  }

  @Test
  void listener_getsReasonRuleAndAddress() {
    for (int i = 0; i < 3; i++) {
      guard.check(Requests.get("/feed").facts());
    }
    GuardEvent last = events.get(2);
    assertEquals(Reason.RATE_LIMITED, last.reason());
    assertEquals(429, last.status());
    assertEquals("feed", last.rule());
    assertEquals("203.0.113.7", last.address());
    assertEquals("limit 'feed' of rule 'feed' is used up", last.detail());
  }

  @Test
  void callersLimit_followsCaller() {
    passed(api(GOOD).address("203.0.113.1"));
    passed(api(Tokens.good().expiringAt(Tokens.NOW.plusSeconds(9)).text()).address("203.0.113.2"));
    refused(api(GOOD).address("203.0.113.3"), 429);
    passed(api(Tokens.good().claim("sub", "bob").text()).address("203.0.113.3"));
  }

  @Test
  void optionalToken_countsCallerOrElseAddress() {
    passed(Requests.get("/mixed"));
    passed(Requests.get("/mixed"));
    refused(Requests.get("/mixed"), 429);
    passed(Requests.get("/mixed").bearer(GOOD));
    passed(Requests.get("/mixed").address("203.0.113.8"));
  }

  @Test
  void refusedRequest_usesNothingUp() {
    for (int i = 0; i < 10; i++) {
      refused(Requests.get("/api"), 401);
      refused(Requests.get("/admin").bearer(GOOD), 403);
    }
    refused(api(BAD), 401);
    passed(api(GOOD));
    passed(api(GOOD));
    refused(api(GOOD), 429);
  }

  @Test // or a caller could use it from as many addresses as there are
  void callersLimitBehindOpenPageOfSameLimit_isChargedToCaller() {
    LimitPolicy shared = new LimitPolicy("shared", RateLimit.of("1/1h"), Per.CALLER);
    RequestGuard both =
        guard(
            store,
            "3/1m",
            List.of(
                limited("/open", Access.PUBLIC, shared), limited("/heavy", Access.TOKEN, shared)));
    for (String address : List.of("203.0.113.1", "203.0.113.2")) {
      RequestFacts open = Requests.get("/open").address(address).facts();
      Pass page = assertInstanceOf(Pass.class, both.check(open));
      RequestFacts heavy = Requests.get("/heavy").bearer(GOOD).address(address).facts();
      Decision decision = both.check(heavy, page);
      assertEquals(address.endsWith("1"), decision instanceof Pass, decision::toString);
    }
  }

  @Test
  void repeatedCheck_isNotCounted() {
    Requests request = api(GOOD);
    Pass first = passed(request);
    for (int i = 0; i < 10; i++) {
      Pass again = assertInstanceOf(Pass.class, guard.check(request.facts(), first));
      assertEquals(first.headers(), again.headers());
      assertInstanceOf(
          Pass.class,
          guard.tighten(
              () -> request.facts(), first, Requirements.ofCode(false, Set.of(), Set.of())));
    }
    passed(api(GOOD));
    refused(api(GOOD), 429);
  }

  @Test
  void addressBehindProxy_isCounted() {
    for (int i = 0; i < 2; i++) {
      passed(fromProxy("6.6.6." + i + ", 203.0.113.50"));
    }
    refused(fromProxy("6.6.6.9, 203.0.113.50"), 429);
    passed(fromProxy("203.0.113.51"));
  }

  private static Requests fromProxy(String list) {
    return Requests.get("/feed").address("10.0.0.1").header("X-Forwarded-For", list);
  }

  // Failures

  @Test
  void failuresOverTheirLimit_areAnswered429WithReason() {
    for (int i = 0; i < 3; i++) {
      HttpAnswer answer = refused(api(BAD), 401);
      assertEquals(List.of(), values(answer.headers(), "RateLimit"));
      assertEquals(List.of(), values(answer.headers(), "Retry-After"));
    }
    HttpAnswer answer = refused(api(BAD), 429);
    assertEquals(List.of("20"), values(answer.headers(), "Retry-After"));
    assertEquals(List.of("\"failures\";q=3;w=60"), values(answer.headers(), "RateLimit-Policy"));
    assertEquals(Reason.FAILURES_LIMITED, events.get(3).reason());
    assertEquals(
        "too many bad tokens from this address; this one: signature", events.get(3).detail());
  }

  @Test
  void everyKindOfBadToken_countsAsFailure() {
    refused(api("garbage"), 401);
    refused(api(EXPIRED), 401);
    refused(api(Tokens.good().header("alg", "none").text()), 401);
    refused(api(BAD), 429);
    refused(api("garbage"), 429);
    refused(api(EXPIRED), 429);
    refused(Requests.get("/elsewhere").bearer(BAD), 429);
  }

  @Test
  void validToken_isNeverRefusedForFailuresAtItsAddress() {
    for (int i = 0; i < 1000; i++) {
      guard.check(api(BAD).facts());
    }
    passed(api(GOOD));
    passed(api(GOOD));
    refused(api(BAD), 429);
    refused(api(GOOD), 429); // by its own limit
    assertEquals(Reason.RATE_LIMITED, events.get(events.size() - 1).reason());
  }

  @Test
  void onlyBadToken_countsAsFailure() {
    for (int i = 0; i < 100; i++) {
      refused(Requests.get("/api"), 401);
      refused(Requests.get("/api").bearer(GOOD).bearer(GOOD), 400);
      refused(Requests.get("/admin").bearer(GOOD), 403);
      refused(Requests.get("/api").header("Authorization", "Basic eDp5"), 401);
    }
    refused(api(BAD), 401);
    refused(api(BAD), 401);
    refused(api(BAD), 401);
    refused(api(BAD), 429);
    refused(Requests.get("/api"), 401);
  }

  @Test
  void goodTokens_doNotErasePastFailures() {
    for (int i = 0; i < 3; i++) {
      refused(api(BAD), 401);
      guard.check(api(GOOD).facts());
    }
    refused(api(BAD), 429);
  }

  @Test
  void failures_areForgivenWithTime() {
    for (int i = 0; i < 10; i++) {
      guard.check(api(BAD).facts());
    }
    nanos.addAndGet(Duration.ofSeconds(20).toNanos() - 1);
    refused(api(BAD), 429);
    nanos.addAndGet(1);
    refused(api(BAD), 401);
    refused(api(BAD), 429);
  }

  @Test
  void failuresBehindProxy_areCountedForClient() {
    for (int i = 0; i < 4; i++) {
      refused(badFromProxy("203.0.113.50"), i < 3 ? 401 : 429);
    }
    refused(badFromProxy("203.0.113.51"), 401);
    refused(badFromProxy("203.0.113.50, 203.0.113.52"), 401);
  }

  private static Requests badFromProxy(String list) {
    return api(BAD).address("10.0.0.1").header("X-Forwarded-For", list);
  }

  @Test
  void failuresWithoutAddress_areNotCounted() {
    for (int i = 0; i < 100; i++) {
      refused(api(BAD).address(""), 401);
    }
    assertEquals(0, store.size());
  }

  @Test
  void rotatingAddresses_doNotFreeOffender() {
    for (int i = 0; i < 4; i++) {
      guard.check(api(BAD).facts());
    }
    for (int i = 0; i < 2000; i++) {
      guard.check(api(BAD).address("198.51." + i / 256 + "." + i % 256).facts());
    }
    refused(api(BAD), 429);
    refused(api(BAD).address("192.0.2.1"), 429); // beyond the cap new addresses share a bucket
    passed(api(GOOD).address("192.0.2.1"));
    assertTrue(store.size() <= 1000 + 3, () -> "entries: " + store.size());
  }

  // Faults

  @Test // requirement 50
  void failingStore_admitsNoRequest() {
    Store broken =
        (bucket, limit) -> {
          throw new IllegalStateException("out of order");
        };
    RequestGuard other = guard(broken, "3/1m");
    for (Requests request : List.of(api(GOOD), api(BAD), Requests.get("/feed"))) {
      HttpAnswer answer = assertInstanceOf(Stop.class, other.check(request.facts())).answer();
      assertEquals(503, answer.status(), answer::body);
      assertEquals(List.of("5"), values(answer.headers(), "Retry-After"));
      assertTrue(answer.body().contains("\"code\":\"unavailable\""), answer::body);
    }
    RequestFacts own = Requests.get("/page").facts();
    assertEquals(
        503,
        other
            .refusedByEndpoint(
                own, new Rejection(Reason.SECRET, "unknown"), new HttpAnswer(401, List.of(), ""))
            .status());
    assertEquals(503, other.refuse(own, Reason.SECRET, "unknown", "").status());
    assertInstanceOf(Pass.class, other.check(own), "there is nothing to count");
    assertEquals(401, status(other.check(Requests.get("/api").facts())), "nor here");
    assertEquals(Reason.UNAVAILABLE, events.get(0).reason());
    assertEquals(
        "limit 'api' could not be counted: java.lang.IllegalStateException",
        events.get(0).detail());
  }
}
