package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.DecisionAssertions.value;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.limited;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 62: a token that is good for one request, and what does not use it up. */
class SingleUseTest {
  private static final UseRules ONCE = new UseRules(true, List.of(), true, 100);

  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore(1000, nanos::get);
  private final TestGuard given = site().issuer(TestIssuer.withDefaults().use(ONCE));
  private final RequestGuard guard = given.guard();

  private TestGuard site() {
    return TestGuard.of(
            demanding("admin", "/admin", role("admin")),
            rule("mixed", "/mixed", Access.OPTIONAL),
            rule("open", "/open", Access.PUBLIC),
            rule("cookie", "/cookie", Access.TOKEN, TokenExtractors.of("cookie:jwt")),
            once(rule("download", "/download", Access.TOKEN)),
            once(rule("coupon", "/coupon", Access.OPTIONAL)),
            limited(rule("few", "/few", Access.TOKEN), "1/1m"))
        .check((caller, facts) -> CheckResult.allowIf(!facts.method().equals("DELETE"), ""))
        .store(store);
  }

  private static PathRule once(PathRule rule) {
    return new PathRule(
        rule.name(),
        rule.methods(),
        rule.pattern(),
        rule.access(),
        rule.requirements(),
        rule.sources(),
        null,
        true);
  }

  private static Tokens token(String jti) {
    return Tokens.good().claim("jti", jti);
  }

  private static Requests get(String path, String jti) {
    return Requests.get(path).bearer(token(jti).text());
  }

  private void assertReplay(TestGuard heard, Decision decision) {
    assertStop(401, "token_invalid", decision);
    assertEquals(Reason.REPLAYED, reason(heard));
  }

  private static Reason reason(TestGuard heard) {
    return heard.events().get(heard.events().size() - 1).reason();
  }

  @Test // requirement 62
  void secondRequest_isReplayOnWhateverPath() {
    assertPass(guard.check(get("/api", "a").facts()));
    for (String path : List.of("/api", "/mixed", "/download", "/coupon", "/api")) {
      assertReplay(given, guard.check(get(path, "a").facts()));
    }
    assertPass(guard.check(get("/api", "b").facts()));
    assertPass(guard.check(Requests.get("/mixed").facts()));
  }

  /** The text is another, and the verdict is not remembered. */
  @Test
  void otherTokenWithSameId_isReplay() {
    assertPass(guard.check(get("/api", "a").facts()));
    String other = token("a").claim("sub", "bob").text();
    assertReplay(given, guard.check(Requests.get("/api").bearer(other).facts()));
  }

  @Test // requirement 62
  void deniedRequest_usesUpNothing() {
    assertStop(403, "scope_insufficient", guard.check(get("/admin", "a").facts()));
    String text = token("a").text();
    Requests unwanted = Requests.request("DELETE", "/api").bearer(text);
    assertStop(403, "scope_insufficient", guard.check(unwanted.facts()));
    Requests crossSite = Requests.post("/cookie").header("Cookie", "jwt=" + text);
    assertStop(403, "forbidden", guard.check(crossSite.facts()));
    assertStop(401, "token_missing", guard.check(Requests.get("/cookie").bearer(text).facts()));
    assertPass(guard.check(get("/few", "other").facts()));
    assertStop(429, "rate_limited", guard.check(get("/few", "a").facts()));
    assertPass(guard.check(Requests.get("/open").bearer(text).facts()));
    assertPass(guard.check(get("/api", "a").facts()));
    assertReplay(given, guard.check(get("/api", "a").facts()));
  }

  /** One rule uses it, and the rule of the other reading of the path denies. */
  @Test
  void denialByLaterRuleOfSamePath_usesUpNothing() {
    TestGuard two =
        TestGuard.of(
                once(rule("folder", "/docs/", Access.TOKEN)),
                demanding("file", "/docs/index.html", role("admin")))
            .store(store);
    RequestGuard one = two.guard();
    Requests welcome = Requests.get("/docs/").readAs("/docs/index.html").bearer(token("a").text());
    assertStop(403, "scope_insufficient", one.check(welcome.facts()));
    assertPass(one.check(get("/docs/", "a").facts()));
  }

  @Test
  void revokedToken_isRevokedAndNotUsed() {
    store.denyList().revoke(Subject.token("default", "a"), Revocation.ofAll(), null);
    assertStop(401, "token_invalid", guard.check(get("/api", "a").facts()));
    assertEquals(Reason.REVOKED, reason(given));
    store.denyList().lift(Subject.token("default", "a"));
    assertPass(guard.check(get("/api", "a").facts()));
    store.denyList().revoke(Subject.token("default", "a"), Revocation.ofAll(), null);
    assertStop(401, "token_invalid", guard.check(get("/api", "a").facts()));
    assertEquals(Reason.REVOKED, reason(given));
  }

  @Test
  void ruleWithOnce_takesTokensOfEveryIssuerOnce() {
    TestGuard usual = site();
    RequestGuard one = usual.guard();
    assertPass(one.check(get("/api", "a").facts()));
    assertPass(one.check(get("/download", "a").facts()));
    assertReplay(usual, one.check(get("/download", "a").facts()));
    assertReplay(usual, one.check(get("/coupon", "a").facts()));
    assertPass(one.check(get("/api", "a").facts()));
    assertPass(one.check(Requests.get("/coupon").facts()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"\"", "null", "[\"a\"]", "{}", "false"})
  void jtiOfWrongType_isRefused(String json) {
    String text = Tokens.good().rawClaim("jti", json).text();
    for (RequestGuard one : List.of(guard, site().guard())) {
      assertStop(401, "token_invalid", one.check(Requests.get("/download").bearer(text).facts()));
    }
    assertEquals(Reason.CLAIM, reason(given));
  }

  @Test
  void withoutJti_isRefusedWhereRoleIsMissingToo() {
    for (String path : List.of("/download", "/admin")) {
      String text = Tokens.goodText();
      assertStop(401, "token_invalid", guard.check(Requests.get(path).bearer(text).facts()));
      assertEquals(Reason.CLAIM, reason(given));
    }
  }

  @Test
  void used_isRememberedUntilTokenHasEndedForEveryClock() {
    assertPass(guard.check(get("/api", "a").facts()));
    Duration life = Duration.between(Tokens.NOW, Tokens.SOON).plusSeconds(2 * 30);
    nanos.addAndGet(life.toNanos() - 1);
    assertReplay(given, guard.check(get("/api", "a").facts()));
    nanos.incrementAndGet(); // the clock of tokens stands still
    assertPass(guard.check(get("/api", "a").facts()));
  }

  @Test // requirement 62
  void sameRequestSentOn_usesItOnce() {
    Pass first = assertPass(guard.check(get("/api", "a").facts()));
    Pass forward = assertPass(guard.check(get("/download", "a").facts(), first));
    Pass again = assertPass(guard.check(get("/api", "a").facts(), forward));
    assertPass(guard.check(Requests.get("/mixed").facts(), again));
    assertStop(403, "scope_insufficient", guard.check(get("/admin", "a").facts(), again));
    assertReplay(given, guard.check(get("/api", "a").facts()));
  }

  @Test
  void openPageSentOnTwice_usesItOnce() {
    Pass open = assertPass(guard.check(get("/open", "a").facts()));
    Pass api = assertPass(guard.check(get("/api", "a").facts(), open));
    assertPass(guard.check(get("/api", "a").facts(), api));
    assertReplay(given, guard.check(get("/api", "a").facts(), open));
  }

  /** Two tokens of one request, by turns. */
  @Test
  void twoTokensInTurns_areUsedOnceEach() {
    Requests both =
        Requests.get("/api").bearer(token("a").text()).header("Cookie", "jwt=" + token("b").text());
    Requests cookie =
        Requests.get("/cookie")
            .bearer(token("a").text())
            .header("Cookie", "jwt=" + token("b").text());
    Pass pass = null;
    for (int i = 0; i < 3; i++) {
      pass = assertPass(guard.check(both.facts(), pass));
      pass = assertPass(guard.check(cookie.facts(), pass));
    }
    assertReplay(given, guard.check(get("/api", "a").facts()));
    assertReplay(given, guard.check(get("/api", "b").facts()));
  }

  @Test
  void anotherGuardsPass_countsForNothing() {
    Pass first = assertPass(guard.check(get("/api", "a").facts()));
    TestGuard other = site().issuer(TestIssuer.withDefaults().use(ONCE));
    assertReplay(other, other.guard().check(get("/api", "a").facts(), first));
  }

  @Test
  void dryRun_saysReplayAndPassesWithoutCaller() {
    TestGuard dry =
        site()
            .issuer(TestIssuer.withDefaults().use(ONCE))
            .enforcement(new Enforcement(Tokens.NOW.plusSeconds(60), false));
    RequestGuard one = dry.guard();
    Pass first = assertPass(one.check(get("/api", "a").facts()));
    assertEquals("alice", first.caller().getName());
    Pass denied = assertPass(one.check(get("/admin", "a").facts(), first));
    assertPass(one.check(get("/api", "a").facts(), denied));
    assertNull(reason(dry), "the request has used it itself");
    Pass replay = assertPass(one.check(get("/api", "a").facts()));
    assertEquals(Reason.REPLAYED, reason(dry));
    assertNull(replay.caller());
  }

  @Test
  void insecure_isTokensMatterToo() {
    TestGuard local =
        site().issuer(TestIssuer.withDefaults().use(ONCE)).enforcement(new Enforcement(null, true));
    RequestGuard one = local.guard();
    assertPass(one.check(get("/api", "a").onThisMachine().facts()));
    Pass replay = assertPass(one.check(get("/api", "a").onThisMachine().facts()));
    assertEquals(Reason.REPLAYED, reason(local));
    assertEquals(true, replay.caller().isInsecure());
    assertReplay(local, one.check(get("/api", "a").facts()));
  }

  @Test
  void replays_countAsBadTokensAndChargeNoMore() {
    TestGuard counting = site().issuer(TestIssuer.withDefaults().use(ONCE)).failures("2/1m");
    RequestGuard one = counting.guard();
    assertPass(one.check(get("/api", "a").facts()));
    assertStop(401, "token_invalid", one.check(get("/api", "a").facts()));
    assertStop(401, "token_invalid", one.check(get("/api", "a").facts()));
    assertStop(429, "rate_limited", one.check(get("/api", "a").facts()));
    assertPass(one.check(get("/api", "b").facts()));
  }

  /** Neither a replay nor a way in, and no bad token. */
  @Test // requirement 62
  void storeThatFailsIsFullOrKeepsNone_isUnavailable() {
    UsedTokens full = (token, keep, quota) -> UsedTokens.Use.FULL;
    UsedTokens broken =
        (token, keep, quota) -> {
          throw new IllegalStateException("a text of the store's own");
        };
    for (UsedTokens memory : new UsedTokens[] {full, broken, null}) {
      TestGuard one = site().store(remembering(memory)).failures("1/1m");
      RequestGuard judge = one.guard();
      for (int i = 0; i < 3; i++) {
        var answer = assertStop(503, "unavailable", judge.check(get("/download", "a").facts()));
        assertEquals("5", value(answer, "Retry-After"));
        assertNull(value(answer, "WWW-Authenticate"));
      }
      assertPass(judge.check(get("/api", "a").facts()));
    }
  }

  private Store remembering(UsedTokens used) {
    return new Store() {
      @Override
      public dev.watchword.limit.Consumption consume(
          dev.watchword.limit.Bucket bucket, dev.watchword.limit.RateLimit limit) {
        return store.consume(bucket, limit);
      }

      @Override
      public UsedTokens usedTokens() {
        return used;
      }
    };
  }

  @Test // requirement 62
  void thousandRequestsAtOnce_passOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    CyclicBarrier together = new CyclicBarrier(16);
    String text = token("a").text();
    int passed = 0;
    try {
      List<Future<Integer>> done = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        done.add(
            threads.submit(
                () -> {
                  together.await();
                  int mine = 0;
                  for (int n = 0; n < 63; n++) {
                    Decision one = guard.check(Requests.get("/api").bearer(text).facts());
                    mine += one instanceof Pass ? 1 : 0;
                  }
                  return mine;
                }));
      }
      for (Future<Integer> one : done) {
        passed += one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, passed);
  }
}
