package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.DecisionAssertions.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.stream.StreamCredential;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenHistory;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.UseRules;
import dev.watchword.token.Verdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 67: the session of a user whom nothing proves is worth a publishable token. */
class VisitorSessionTest {
  private static final List<TokenExtractor> SOURCES =
      List.of(TokenExtractors.BEARER, TokenExtractors.of("query:token"));
  private static final UseRules REVOCABLE = new UseRules(true, List.of(), false, 100);
  private static final Requirements WIDGET =
      new Requirements(TokenKind.WIDGET, Set.of(), null, null);

  private final List<Reason> refused = new ArrayList<>();
  private final List<CallerCheck> checks = new ArrayList<>();

  private static PathRule rule(String path, Access access, LimitPolicy limit) {
    return new PathRule(
        path.substring(1), Set.of(), new PathPattern(path), access, WIDGET, SOURCES, limit);
  }

  private RequestGuard guard(Store store, LimitPolicy visitors) {
    return guard(store, visitors, TestIssuer.standardVerifier());
  }

  private RequestGuard guard(Store store, LimitPolicy visitors, TokenVerifier verifier) {
    LimitPolicy few = new LimitPolicy("few", RateLimit.of("1/1m"), Per.CALLER);
    PathRules rules =
        new PathRules(
            List.of(
                rule("/feed", Access.PUBLISHABLE, null),
                rule("/few", Access.PUBLISHABLE, few),
                rule("/either", Access.OPTIONAL, null),
                rule("/inbox", Access.TOKEN, null),
                new PathRule(
                    "signed",
                    Set.of(),
                    new PathPattern("/signed"),
                    Access.PUBLISHABLE,
                    Requirements.NOTHING,
                    SOURCES)),
            SOURCES);
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    GuardPolicy policy =
        new GuardPolicy(
            rules,
            Cors.OFF,
            "api",
            false,
            new Limits(store, sockets, null, false, visitors),
            new TokenMemory(store),
            IssuerResolver.KID,
            Enforcement.FULL);
    return new RequestGuard(
        () -> verifier,
        policy,
        checks,
        List.of(event -> refused.add(event.reason())),
        InstantSource.fixed(Tokens.NOW));
  }

  private final RequestGuard guard = guard(new MemoryStore(1000, () -> 0), null);

  private static Tokens session() {
    return Tokens.good()
        .header("typ", "widget+jwt")
        .without("sub")
        .claim("assurance", "publishable")
        .claim("unverified_user", "bob");
  }

  @Test
  void visitorsSession_readsOnPublishablePath() {
    Pass pass = assertPass(guard.check(Requests.get("/feed").bearer(session().text()).facts()));
    assertEquals(new Visitor("default", "bob"), pass.visitor());
    assertNull(pass.caller());
    RequestFacts facts = Requests.get("/feed").query("token=" + session().text()).facts();
    assertEquals("bob", assertPass(guard.check(facts)).visitor().unverifiedUserId());
  }

  @Test
  void claimThatNamesCaller_makesVisitorNoCaller() {
    String token = session().claim("sub", "alice").claim("assurance", "signed").text();
    assertNull(assertPass(guard.check(Requests.get("/feed").bearer(token).facts())).caller());
    assertStop(
        403, "scope_insufficient", guard.check(Requests.get("/inbox").bearer(token).facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /inbox", "GET /either", "GET /signed", "POST /feed", "DELETE /feed"})
  void visitorsSession_passesNowhereElse(String request) {
    String[] words = request.split(" ");
    RequestFacts facts = Requests.request(words[0], words[1]).bearer(session().text()).facts();
    assertStop(403, "scope_insufficient", guard.check(facts));
    assertEquals(List.of(Reason.KIND), refused);
  }

  @Test
  void visitorsSessionForWebSocket_isRefused() {
    Requests handshake = Requests.get("/feed").bearer(session().text());
    handshake.header("Upgrade", "websocket");
    assertStop(403, "scope_insufficient", guard.check(handshake.facts()));
  }

  @Test
  void streamOfVisitor_endsWithSession() {
    MemoryStore store = new MemoryStore(1000, () -> 0);
    RequestGuard revoking = guard(store, null, TestIssuer.withDefaults().use(REVOCABLE).verifier());
    StreamCredential stream = stream(revoking);
    assertTrue(stream.isGood(Tokens.NOW));
    assertTrue(stream.isGood(Tokens.SOON));
    assertFalse(stream.isGood(Tokens.SOON.plusSeconds(30)), "expired, and the leeway is over");
    store.denyList().revoke(Subject.token("default", "s"), Revocation.ofAll(), null);
    assertFalse(stream.isGood(Tokens.NOW), "revoked");
  }

  private static StreamCredential stream(RequestGuard guard) {
    RequestFacts facts = Requests.get("/feed").bearer(session().claim("jti", "s").text()).facts();
    return guard.streamTokens().of(facts, assertPass(guard.check(facts)));
  }

  @Test
  void visitorWithoutGoodId_isRefused() {
    for (Object user : new Object[] {"", 7L, true, "a\nb", "a".repeat(257)}) {
      String token = session().claim("unverified_user", user).text();
      assertStop(
          403, "scope_insufficient", guard.check(Requests.get("/feed").bearer(token).facts()));
    }
  }

  @Test
  void longSessionInUrl_isRefused() {
    String token = session().claim("exp", Tokens.NOW.plusSeconds(3631)).text();
    RequestFacts facts = Requests.get("/feed").query("token=" + token).facts();
    assertStop(401, "token_invalid", guard.check(facts));
    assertEquals(List.of(Reason.LIFETIME), refused);
    assertPass(guard.check(Requests.get("/feed").bearer(token).facts()));
  }

  @Test
  void signedTokenWithThatClaim_isACallersStill() {
    String token = Tokens.good().claim("unverified_user", "bob").text();
    assertStop(403, "scope_insufficient", guard.check(Requests.get("/feed").bearer(token).facts()));
    Caller caller = caller(Tokens.good().header("typ", "widget+jwt").claim("assurance", "signed"));
    assertEquals("alice", caller.getName());
    String widget = Tokens.good().header("typ", "widget+jwt").claim("assurance", "signed").text();
    assertNotNull(assertPass(guard.check(Requests.get("/inbox").bearer(widget).facts())).caller());
  }

  @Test
  void checkOfApplication_isAskedAboutVisitor() {
    checks.add((caller, request) -> CheckResult.allow()); // judges callers alone
    RequestGuard asking = guard(new MemoryStore(1000, () -> 0), null);
    RequestFacts facts = Requests.get("/feed").bearer(session().text()).facts();
    assertStop(403, "scope_insufficient", asking.check(facts));
  }

  @Test
  void limitOfRule_countsVisitor() {
    RequestFacts facts = Requests.get("/few").bearer(session().text()).facts();
    assertPass(guard.check(facts));
    assertStop(429, "rate_limited", guard.check(facts));
  }

  // How many sessions may begin

  private static final RequestFacts IDENTIFY = Requests.post("/identify").facts();
  private static final LimitPolicy TWO =
      new LimitPolicy("publishable", RateLimit.of("2/1m"), Per.CALLER);

  @Test
  void sessionsOfVisitors_areCountedForAddressAndIssuer() {
    RequestGuard limited = guard(new MemoryStore(1000, () -> 0), TWO);
    assertNull(limited.limitVisitor(IDENTIFY, "acme"));
    assertNull(limited.limitVisitor(IDENTIFY, "acme"));
    HttpAnswer answer = limited.limitVisitor(IDENTIFY, "acme");
    assertEquals(429, answer.status());
    assertEquals("30", value(answer, "Retry-After"));
    assertEquals(List.of(Reason.RATE_LIMITED), refused);
    assertNull(limited.limitVisitor(IDENTIFY, "globex"));
    RequestFacts elsewhere = Requests.post("/identify").address("203.0.113.99").facts();
    assertNull(limited.limitVisitor(elsewhere, "acme"));
    assertNull(guard.limitVisitor(IDENTIFY, "acme"), "no limit");
  }

  @Test
  void storeThatFails_beginsNoVisitorsSession() {
    Store broken =
        new Store() {
          @Override
          public Consumption consume(Bucket bucket, RateLimit limit) {
            throw new IllegalStateException("down");
          }
        };
    assertEquals(503, guard(broken, TWO).limitVisitor(IDENTIFY, "acme").status());
    assertEquals(List.of(Reason.UNAVAILABLE), refused);
  }

  // Tokens for one use, whatever their issuer says

  private static Caller caller(Tokens token) {
    Verdict verdict = TestIssuer.standardVerifier().verify(token.text(), Tokens.NOW);
    return ((Verdict.Admitted) verdict).caller();
  }

  private static void assertRefused(Reason reason, Rejection rejection) {
    assertEquals(reason, rejection == null ? null : rejection.reason());
  }

  @Test // requirement 62
  void memoryForOneUse_admitsEachTokenOnce() {
    TokenHistory once = new TokenMemory(new MemoryStore(1000, () -> 0)).forOneUse();
    Caller first = caller(Tokens.good().claim("jti", "a"));
    assertNull(once.use(first, Tokens.NOW));
    assertRefused(Reason.REPLAYED, once.use(first, Tokens.NOW));
    assertNull(once.use(caller(Tokens.good().claim("jti", "b")), Tokens.NOW));
    assertNull(once.revoked(first, Tokens.NOW));
  }

  @Test
  void memoryForOneUse_wantsIdAndNearEnd() {
    TokenHistory once = new TokenMemory(new MemoryStore(1000, () -> 0)).forOneUse();
    assertRefused(Reason.CLAIM, once.use(caller(Tokens.good()), Tokens.NOW));
    Tokens token = Tokens.good().claim("jti", "a");
    assertRefused(
        Reason.LIFETIME,
        once.use(caller(token.claim("exp", Tokens.NOW.plusSeconds(3631))), Tokens.NOW));
    Caller inAnHour = caller(token.claim("exp", Tokens.NOW.plusSeconds(3630)));
    assertFalse(inAnHour.use().singleUse());
    assertNull(once.use(inAnHour, Tokens.NOW));
  }
}
