package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Tokens.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Design section 5: a request that goes on to another path, or comes to another guard. */
class RepeatedCheckTest {
  private final TestGuard test =
      TestGuard.of(
          rule("open", "/open/*", Access.PUBLIC),
          rule("closed", "/closed/*", Access.DENY),
          rule("cookie", "/cookie/*", Access.TOKEN, TokenExtractors.of("cookie:jwt")),
          demanding("admin", "/admin/*", role("admin")));
  private final RequestGuard guard = test.guard();
  private final String token = Tokens.goodText();

  private RequestFacts with(String path) {
    return Requests.get(path).bearer(token).facts();
  }

  private static RequestFacts without(String path) {
    return Requests.get(path).facts();
  }

  private Pass passed(RequestFacts facts) {
    return assertPass(guard.check(facts));
  }

  @Test
  void sameGuardAndToken_reuseVerdict() {
    Pass earlier = passed(with("/a"));
    Pass again = assertPass(guard.check(with("/b"), earlier));
    assertSame(earlier.caller(), again.caller());
    assertEquals(1, test.verifierAsked());
    assertEquals(1, test.events().size(), "listeners hear of one request once");
  }

  @Test // the verdict was reached for this request; its body may stream for longer than its token
  void earlierVerdict_outlivesToken() {
    Pass earlier = passed(with("/a"));
    test.setNow(SOON.plusSeconds(3600));
    assertPass(guard.check(with("/b"), earlier));
    assertStop(401, "token_expired", guard.check(with("/b")));
  }

  @Test
  void pathWithStricterRule_isCheckedByIt() {
    Pass earlier = passed(with("/a"));
    assertStop(403, "scope_insufficient", guard.check(with("/admin/x"), earlier));
    assertStop(403, "forbidden", guard.check(with("/closed/x"), earlier));
    assertEquals(3, test.events().size(), "refusals are told");
  }

  @Test
  void ambiguousPath_isRefusedThoughRequestHasPassed() {
    Pass earlier = passed(with("/a"));
    RequestFacts odd = Requests.get("/open/..;/admin").readAs("/admin").bearer(token).facts();
    assertStop(400, "request_malformed", guard.check(odd, earlier));
  }

  @Test
  void callerChecks_areAskedAboutNewPathToo() {
    TestGuard picky =
        TestGuard.of().check((caller, facts) -> CheckResult.allowIf(facts.path().equals("/a"), ""));
    RequestGuard guard = picky.guard();
    Pass earlier = assertPass(guard.check(with("/a")));
    assertStop(403, "scope_insufficient", guard.check(with("/b"), earlier));
  }

  @Test // a wrapper of the application's may hide the header from the target of a forward
  void tokenNoLongerSent_staysVerified() {
    Pass earlier = passed(with("/a"));
    assertEquals("alice", assertPass(guard.check(without("/b"), earlier)).caller().getName());
    assertStop(403, "scope_insufficient", guard.check(without("/admin"), earlier));
  }

  @Test
  void otherTokenInSameRequest_isVerifiedAnew() {
    Pass earlier = passed(with("/a"));
    RequestFacts other =
        Requests.get("/b").bearer(Tokens.good().claim("sub", "bob").text()).facts();
    assertEquals("bob", assertPass(guard.check(other, earlier)).caller().getName());
    RequestFacts bad = Requests.get("/b").bearer(Tokens.good().tampered()).facts();
    assertStop(401, "token_invalid", guard.check(bad, earlier));
    RequestFacts two = Requests.get("/b").bearer(token).bearer(token).facts();
    assertStop(400, "request_malformed", guard.check(two, earlier));
  }

  @Test
  void passOfAnotherGuard_isIgnored() {
    TestGuard other = TestGuard.of().issuer(TestIssuer.withDefaults().iss("acme"));
    RequestGuard strict = other.guard();
    Pass earlier = passed(with("/a"));
    assertStop(401, "token_invalid", strict.check(with("/a"), earlier));
    assertStop(401, "token_missing", strict.check(without("/a"), earlier));
    Pass twin = assertPass(test.guard().check(with("/a"), earlier));
    assertNotSame(earlier, twin);
    assertEquals(2, test.verifierAsked());
  }

  @Test
  void publicThenGuarded_isFullCheck() {
    Pass open = passed(with("/open/x"));
    assertNull(open.caller());
    assertStop(401, "token_missing", guard.check(without("/a"), open));
    assertStop(
        401,
        "token_invalid",
        guard.check(Requests.get("/a").bearer(Tokens.good().tampered()).facts(), open));
    assertEquals("alice", assertPass(guard.check(with("/a"), open)).caller().getName());
  }

  @Test // somebody who audits must hear who got in
  void publicThenGuarded_isReportedWithItsCaller() {
    Pass open = passed(with("/open/x"));
    guard.check(with("/a"), open);
    assertEquals(2, test.events().size());
    assertEquals("alice", test.events().get(1).caller().getName());
  }

  @Test
  void guardedThenPublic_keepsCaller() {
    Pass earlier = passed(with("/a"));
    Pass open = assertPass(guard.check(with("/open/x"), earlier));
    assertEquals("alice", open.caller().getName());
    assertEquals("alice", assertPass(guard.check(without("/a"), open)).caller().getName());
    assertEquals(1, test.verifierAsked());
  }

  @Test // requirement 41
  void cookieToken_needsProofOfOwnPageAtEachStep() {
    RequestFacts safe = Requests.get("/cookie/a").header("Cookie", "jwt=" + token).facts();
    Pass earlier = passed(safe);
    RequestFacts unsafe = Requests.post("/cookie/b").header("Cookie", "jwt=" + token).facts();
    assertStop(403, "forbidden", guard.check(unsafe, earlier));
  }

  @Test // or one who takes another's session over would not be heard of
  void otherTokenOfSameCaller_isReportedToo() {
    Pass earlier = passed(with("/a"));
    Tokens another = Tokens.good().claim("jti", "another");
    assertPass(guard.check(Requests.get("/b").bearer(another.text()).facts(), earlier));
    assertEquals(2, test.events().size());
  }

  @Test // what was said of a token in the URL stays true
  void earlierHeaders_areSentToo() {
    RequestGuard places =
        TestGuard.of(
                rule("query", "/query", Access.TOKEN, TokenExtractors.of("query:t")),
                rule("auth", "/auth", Access.TOKEN, TokenExtractors.of("header:auth")),
                rule("cookie", "/cookie", Access.TOKEN, TokenExtractors.of("cookie:jwt")))
            .guard();
    Header secret = new Header("Cache-Control", "private, no-store");
    Header noReferrer = new Header("Referrer-Policy", "no-referrer");
    Header varyAuth = new Header("Vary", "auth");
    Header varyCookie = new Header("Vary", "Cookie");
    Pass query = assertPass(places.check(Requests.get("/query").query("t=" + token).facts()));
    Pass auth = assertPass(places.check(without("/auth"), query));
    assertEquals(List.of(varyAuth, secret, noReferrer), auth.headers());
    Pass cookie = assertPass(places.check(without("/cookie"), auth));
    assertEquals(List.of(varyCookie, varyAuth, secret, noReferrer), cookie.headers());
    Pass again = assertPass(places.check(without("/auth"), cookie));
    assertEquals(List.of(varyAuth, varyCookie, secret, noReferrer), again.headers());
    Pass back = assertPass(places.check(Requests.get("/query").query("t=" + token).facts(), again));
    assertEquals(List.of(secret, noReferrer, varyAuth, varyCookie), back.headers());
  }

  @Test
  void welcomeFile_carriesHeadersOfItsFolderToo() {
    RequestGuard places =
        TestGuard.of(
                rule("folder", "/docs/", Access.TOKEN, TokenExtractors.of("query:t")),
                rule("file", "/docs/index.html", Access.TOKEN, TokenExtractors.of("header:auth")))
            .guard();
    Requests request = Requests.get("/docs/").readAs("/docs/index.html").query("t=" + token);
    assertEquals(
        List.of(
            new Header("Vary", "auth"),
            new Header("Cache-Control", "private, no-store"),
            new Header("Referrer-Policy", "no-referrer")),
        assertPass(places.check(request.facts())).headers());
  }

  @Test
  void requirements_canOnlyTighten() {
    Pass alice = passed(with("/a"));
    assertSame(
        alice,
        guard.tighten(() -> with("/a"), alice, Requirements.ofCode(false, Set.of(), Set.of())));
    Requirements closed = Requirements.ofCode(true, Set.of(), Set.of());
    Requirements role = Requirements.ofCode(false, Set.of("admin", "boss"), Set.of());
    Requirements scope = Requirements.ofCode(false, Set.of(), Set.of("a", "b"));
    assertStop(403, "forbidden", guard.tighten(() -> with("/a"), alice, closed));
    assertStop(403, "scope_insufficient", guard.tighten(() -> with("/a"), alice, role));
    assertStop(403, "scope_insufficient", guard.tighten(() -> with("/a"), alice, scope));
    Pass anonymous = passed(without("/open/x"));
    assertStop(401, "token_missing", guard.tighten(() -> without("/open/x"), anonymous, role));
    assertSame(
        anonymous,
        guard.tighten(
            () -> without("/open/x"), anonymous, Requirements.ofCode(false, Set.of(), Set.of())));
  }

  @Test
  void annotation_isDescribedInWords() {
    TestGuard test = TestGuard.of();
    RequestGuard judge = test.guard();
    Pass alice = assertPass(judge.check(with("/a")));
    judge.tighten(() -> with("/a"), alice, Requirements.ofCode(true, Set.of(), Set.of()));
    judge.tighten(() -> with("/a"), alice, Requirements.ofCode(false, Set.of("admin"), Set.of()));
    assertEquals("an annotation closes this method", test.events().get(1).detail());
    assertEquals("an annotation demands more: role admin", test.events().get(2).detail());
  }
}
