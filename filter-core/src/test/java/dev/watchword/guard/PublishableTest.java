package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Requests;
import dev.watchword.testing.Rules;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 67: what stands in pages for everybody to see opens little, and proves no user. */
class PublishableTest {
  private static final String TOKEN = "wpk_of_acme_0123456789";
  private static final String GLOBEX = "wpk_of_globex_0123456789";
  private static final String PAGE = "https://app.example";
  private static final List<TokenExtractor> SOURCES =
      List.of(TokenExtractors.BEARER, TokenExtractors.of("query:token"));
  private static final Issuer ACME =
      TestIssuer.withDefaults().name("acme").publishable(TOKEN, PAGE, "https://b.example").issuer();

  private final List<GuardEvent> events = new ArrayList<>();
  private KeyRing ring = new KeyRing(List.of(ACME));
  private IssuerResolver choice = IssuerResolver.KID;
  private Enforcement enforcement = Enforcement.FULL;
  private Limits limits = TestGuard.counting(null);
  private LimitPolicy limit;
  private List<CallerCheck> checks = List.of();

  private static PathRule page(String name, String path, String issuer, LimitPolicy limit) {
    Set<String> issuers = issuer.isEmpty() ? Set.of() : Set.of(issuer);
    return new PathRule(
        name,
        Set.of(),
        new PathPattern(path),
        Access.PUBLISHABLE,
        new Requirements(TokenKind.WIDGET, issuers, null, null),
        SOURCES,
        limit);
  }

  private RequestGuard guard() {
    PathRules rules =
        Rules.of(
            page("feed", "/feed/*", "", limit),
            page("again", "/again", "", limit),
            page("acme", "/acme", "acme", limit),
            rule("open", "/open", Access.PUBLIC),
            rule("either", "/either", Access.OPTIONAL, SOURCES.toArray(new TokenExtractor[0])));
    TokenVerifier verifier = new TokenVerifier(ring);
    return new RequestGuard(
        () -> verifier,
        new GuardPolicy(
            rules,
            Cors.OFF,
            "api",
            false,
            limits,
            new TokenMemory(new MemoryStore()),
            choice,
            enforcement),
        checks,
        List.of(events::add),
        InstantSource.fixed(Tokens.NOW));
  }

  /** The order of rules for this test. */
  private static final class Rules {
    private static PathRules of(PathRule... rules) {
      return new PathRules(List.of(rules), SOURCES);
    }
  }

  private static Requests feed() {
    return Requests.get("/feed/x").bearer(TOKEN).query("user_id=bob");
  }

  private Decision check(Requests request) {
    return guard().check(request.facts());
  }

  private static List<String> values(List<Header> headers, String name) {
    return headers.stream().filter(h -> h.name().equals(name)).map(Header::value).toList();
  }

  // Who it is

  @Test // or a publishable token would lead around it
  void checkThatJudgesCallersAlone_refusesVisitor() {
    checks = List.of((caller, request) -> CheckResult.allowIf(true, ""));
    assertStop(403, "scope_insufficient", check(feed()));
    assertEquals(Reason.CALLER_CHECK, events.get(0).reason());
  }

  @Test
  void visitor_isNotCaller() {
    Pass pass = assertPass(check(feed()));
    assertNull(pass.caller());
    assertEquals(new Visitor("acme", "bob"), pass.visitor());
    assertEquals("Visitor[acme]", pass.visitor().toString());
    assertEquals("Pass[feed, Visitor[acme]]", pass.toString());
    assertEquals("Credential[***]", pass.requester().credential().toString());
    assertEquals(1, events.size());
    assertNull(events.get(0).caller());
  }

  @Test // an annotation's roles and scopes are for callers
  void visitor_hasNoRoleAndNoScope() {
    RequestGuard guard = guard();
    Pass pass = assertPass(guard.check(feed().facts()));
    for (String word : List.of("bob", "acme", "admin", "")) {
      Requirements role = Requirements.ofCode(false, Set.of(word), Set.of());
      assertStop(401, "token_missing", guard.tighten(() -> feed().facts(), pass, role));
      Requirements scope = Requirements.ofCode(false, Set.of(), Set.of(word));
      assertStop(401, "token_missing", guard.tighten(() -> feed().facts(), pass, scope));
    }
    Requirements closed = Requirements.ofCode(true, Set.of(), Set.of());
    assertStop(403, "forbidden", guard.tighten(() -> feed().facts(), pass, closed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"role admin", "scope read", "role admin scope read"})
  void publishableRule_cannotRequireRights(String requirement) {
    WatchwordBuilder settings =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.secret", TestSecrets.text("main"))
            .set("watchword.rules", "feed")
            .set("watchword.rule.feed", "/feed/* publishable " + requirement);
    String message = assertThrows(SettingsException.class, settings::start).getMessage();
    assertTrue(message.contains("a publishable token has no role, scope or claim"), message);
  }

  @Test
  void signedTokenOnThatPath_isCallerAndNotVisitor() {
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    Requests request = Requests.get("/feed/x").bearer(widget).query("user_id=bob");
    Pass pass = assertPass(check(request));
    assertEquals("alice", pass.caller().getName());
    assertNull(pass.visitor());
    assertEquals(List.of(), values(pass.headers(), "Content-Security-Policy"));
  }

  @ParameterizedTest // requirement 66
  @ValueSource(strings = {"signature", "expired", "kind", "garbage", "none"})
  void badSignedToken_neverMakesVisitor(String fault) {
    Tokens widget = Tokens.good().header("typ", "widget+jwt");
    String token =
        switch (fault) {
          case "signature" -> widget.tampered();
          case "expired" -> widget.expiringAt(Tokens.NOW.minusSeconds(31)).text();
          case "kind" -> Tokens.goodText();
          case "none" -> widget.algorithm("none").unsigned();
          default -> fault;
        };
    int status = fault.equals("kind") ? 403 : 401;
    Requests request = Requests.get("/feed/x").bearer(token).query("user_id=bob");
    HttpAnswer answer = ((Decision.Stop) check(request)).answer();
    assertEquals(status, answer.status());
    assertStop(
        400,
        "request_malformed",
        check(Requests.get("/feed/x").bearer(token).query("user_id=bob&token=" + TOKEN)));
  }

  // Which user

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "user_id=bob, bob",
        "a=b&user_id=bob&c=d, bob",
        "user%5Fid=bob, bob",
        "user_id=b%6Fb, bob",
        "user_id=b+b, b b",
        "user_id=+b, ' b'",
        "user_id=b%C3%A9, b\u00e9",
        "user_id=b=b, b=b",
        "user_id=b%26user_id=c, b&user_id=c",
        "none, 400",
        "'', 400",
        "user_id, 400",
        "user_id=, 400",
        "user_id=+, 400",
        "user_id=%20%09, 400",
        "user_id=%E2%80%83, 400",
        "user_id=bob&user_id=bob, 400",
        "user_id=bob&user_id=, 400",
        "user_id=bob&user_id, 400",
        "user_id=bob&user%5fid=eve, 400",
        "user_id=bob&use%72_id=eve, 400",
        "user_id=b%00, 400",
        "user_id=b%0Ab, 400",
        "user_id=b%7F, 400",
        "user_id=b%C2%85, 400",
        "User_id=bob, 400",
        "user_id[]=bob, 400",
        "user_id%00=bob, 400",
        "userId=bob, 400",
        "xuser_id=bob, 400"
      })
  void exactlyOneUser_isRequired(String query, String outcome) {
    Decision decision = check(Requests.get("/feed/x").bearer(TOKEN).query(query));
    if (outcome.equals("400")) {
      assertStop(400, "request_malformed", decision);
      assertEquals(Reason.USER, events.get(0).reason());
    } else {
      assertEquals(outcome, assertPass(decision).visitor().unverifiedUserId());
    }
  }

  @Test
  void user_hasAtMost256Characters() {
    String longest = "a".repeat(256);
    Pass pass = assertPass(check(feed().query("user_id=" + longest)));
    assertEquals(longest, pass.visitor().unverifiedUserId());
    assertStop(400, "request_malformed", check(feed().query("user_id=a" + longest)));
  }

  // From which pages

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "https://app.example, true",
    "https://b.example, true",
    "https://c.example, false",
    "https://app.example:443, false",
    "https://app.example/, false",
    "http://app.example, false",
    "https://APP.example, false",
    "https://app.example.evil.example, false",
    "https://evil.example/https://app.example, false",
    "null, false",
    "NULL, false",
    "' ', false",
    "*, false"
  })
  void origin_isAbsentOrListed(String origin, boolean listed) {
    Requests request = origin.isEmpty() ? feed() : feed().header("Origin", origin);
    if (listed) {
      assertPass(check(request));
    } else {
      assertStop(403, "scope_insufficient", check(request));
      assertEquals(Reason.ORIGIN, events.get(0).reason());
    }
  }

  @Test
  void twoOrigins_areRefused() {
    for (String second : List.of(PAGE, "https://b.example", "https://evil.example", "", "null")) {
      Requests two = feed().header("Origin", PAGE).header("Origin", second);
      assertStop(403, "scope_insufficient", check(two));
      Requests other = feed().header("Origin", second).header("origin", PAGE);
      assertStop(403, "scope_insufficient", check(other));
    }
    Requests joined = feed().header("Origin", PAGE + ", https://b.example");
    assertStop(403, "scope_insufficient", check(joined));
    assertStop(403, "scope_insufficient", check(feed().header("Origin", "")));
  }

  // For what

  @ParameterizedTest
  @CsvSource({
    "GET, true",
    "HEAD, true",
    "POST, false",
    "PUT, false",
    "PATCH, false",
    "DELETE, false",
    "OPTIONS, false",
    "PROPFIND, false",
    "get, false",
    "GETX, false"
  })
  void publishableToken_isForGetAndHeadAlone(String method, boolean reading) {
    Requests request = Requests.request(method, "/feed/x").bearer(TOKEN).query("user_id=bob");
    request.header("X-HTTP-Method-Override", "GET");
    Decision decision = check(request);
    if (reading) {
      assertPass(decision);
    } else {
      assertStop(403, "scope_insufficient", decision);
      assertEquals(Reason.KIND, events.get(0).reason());
    }
  }

  @ParameterizedTest // a socket is opened by a GET, and written to
  @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket"})
  void webSocketHandshake_isRefused(String protocol) {
    assertStop(403, "scope_insufficient", check(feed().header("Upgrade", protocol)));
    assertStop(
        403,
        "scope_insufficient",
        check(feed().header("Upgrade", "h2c").header("upgrade", protocol)));
    assertPass(check(feed().header("Upgrade", "h2c")));
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    assertPass(check(Requests.get("/feed/x").bearer(widget).header("Upgrade", protocol)));
  }

  @ParameterizedTest
  @CsvSource({"/elsewhere", "/either", "/"})
  void otherPath_refusesPublishableToken(String path) {
    Requests request = Requests.get(path).bearer(TOKEN).query("user_id=bob");
    assertStop(403, "scope_insufficient", check(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wpk_",
        "wpk_of_acme_012345678",
        "wpk_of_acme_01234567890",
        "wpk_of_acme_012345678G",
        "wpk_OF_ACME_0123456789",
        "wpk_of_globex_0123456789"
      })
  void unknownPublishableToken_isNotValid(String token) {
    Requests request = Requests.get("/feed/x").bearer(token).query("user_id=bob");
    assertStop(401, "token_invalid", check(request));
    assertEquals(Reason.PUBLISHABLE, events.get(0).reason());
    assertEquals("nobody here has this publishable token", events.get(0).detail());
  }

  @Test // guessing is counted; being turned away from a path with a good one is not
  void guesses_areLimited() {
    ClientAddress sockets = new ClientAddress(List.of(), "X-Forwarded-For");
    limits = new Limits(new MemoryStore(), sockets, RateLimit.of("2/1m"), false);
    RequestGuard guard = guard();
    for (int i = 0; i < 5; i++) {
      guard.check(Requests.get("/elsewhere").bearer(TOKEN).facts());
      guard.check(Requests.post("/feed/x").bearer(TOKEN).query("user_id=bob").facts());
      guard.check(feed().header("Origin", "null").facts());
      guard.check(feed().query(null).facts());
    }
    Requests guess = Requests.get("/feed/x").bearer("wpk_guess").query("user_id=bob");
    assertStop(401, "token_invalid", guard.check(guess.facts()));
    assertStop(401, "token_invalid", guard.check(guess.facts()));
    assertStop(429, "rate_limited", guard.check(guess.facts()));
    assertPass(guard.check(feed().facts()));
    assertStop(401, "token_invalid", guard.check(guess.address("203.0.113.8").facts()));
  }

  // Whose

  private void severalIssuers(String words) {
    Issuer globex =
        TestIssuer.withDefaults()
            .name("globex")
            .keys(Keys.named("globex", "g"))
            .publishable(GLOBEX, "https://globex.example")
            .issuer();
    choice = IssuerResolver.of(words);
    ring =
        new KeyRing(
            List.of(ACME, globex),
            choice.isByRequest() ? IssuerLookup.REQUEST : IssuerLookup.KID,
            null);
  }

  @ParameterizedTest
  @CsvSource({
    "acme, wpk_of_acme_0123456789, /acme, true",
    "globex, wpk_of_acme_0123456789, /acme, false",
    "acme, wpk_of_globex_0123456789, /acme, false",
    "globex, wpk_of_globex_0123456789, /acme, false",
    "initech, wpk_of_acme_0123456789, /acme, false",
    "'', wpk_of_acme_0123456789, /acme, false",
    "acme, wpk_of_acme_0123456789, /feed/x, false"
  })
  void selector_mustBeOfTokensIssuer(String picked, String token, String path, boolean good) {
    severalIssuers("header X-Workspace");
    Requests request = Requests.get(path).bearer(token).query("user_id=bob");
    Decision decision = check(request.header("X-Workspace", picked));
    if (good) {
      assertEquals("acme", assertPass(decision).visitor().issuer());
    } else {
      assertStop(401, "token_invalid", decision);
    }
  }

  @Test // design 4: with several issuers, one for pages counts only where a rule names it
  void ruleThatNamesNoIssuer_acceptsNoPublishableToken() {
    severalIssuers("kid");
    assertStop(401, "token_invalid", check(feed()));
    Requests named = Requests.get("/acme").query("user_id=bob");
    assertEquals("acme", assertPass(check(named.bearer(TOKEN))).visitor().issuer());
    Requests globex = Requests.get("/acme").query("user_id=bob").bearer(GLOBEX);
    assertStop(401, "token_invalid", check(globex));
  }

  @Test
  void severalSelectors_areRefused() {
    severalIssuers("query widgetId");
    Requests one = Requests.get("/acme").bearer(TOKEN).query("user_id=bob&widgetId=acme");
    assertPass(check(one));
    Requests two =
        Requests.get("/acme").bearer(TOKEN).query("user_id=bob&widgetId=acme&widget%49d=globex");
    assertStop(400, "request_malformed", check(two));
  }

  @Test
  void unavailableIssuerSource_isNotCountedAsFailure() {
    choice = IssuerResolver.of("header X-Workspace");
    ring =
        new KeyRing(
            List.of(ACME),
            IssuerLookup.REQUEST,
            selector -> {
              throw new IllegalStateException("down");
            });
    assertStop(503, "unavailable", check(feed().header("X-Workspace", "initech")));
  }

  // How often

  @Test
  void limit_isPerAddressAndNotThatOfCallers() {
    limit = new LimitPolicy("feed", RateLimit.of("2/1m"), Per.CALLER);
    RequestGuard guard = guard();
    assertPass(guard.check(feed().facts()));
    assertPass(guard.check(feed().query("user_id=carol").facts()));
    assertStop(429, "rate_limited", guard.check(feed().query("user_id=dave").facts()));
    assertPass(guard.check(feed().address("203.0.113.8").facts()));
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    assertPass(guard.check(Requests.get("/feed/x").bearer(widget).facts()));
  }

  @Test // one flood with a token that everybody has must not turn everybody away
  void issuersLimit_isPerAddressForVisitors() {
    limit = new LimitPolicy("feed", RateLimit.of("1/1m"), Per.ISSUER);
    RequestGuard guard = guard();
    assertPass(guard.check(feed().facts()));
    assertStop(429, "rate_limited", guard.check(feed().facts()));
    assertPass(guard.check(feed().address("203.0.113.8").facts()));
    String widget = Tokens.good().header("typ", "widget+jwt").text();
    assertPass(guard.check(Requests.get("/feed/x").bearer(widget).facts()));
  }

  @Test
  void refusedVisitor_usesNothingUp() {
    limit = new LimitPolicy("feed", RateLimit.of("1/1m"), Per.CALLER);
    RequestGuard guard = guard();
    for (int i = 0; i < 5; i++) {
      guard.check(feed().query(null).facts());
      guard.check(feed().header("Origin", "null").facts());
    }
    assertPass(guard.check(feed().facts()));
  }

  // Answers

  @Test
  void answer_mayBeFramedByListedPagesAlone() {
    Pass pass = assertPass(check(feed()));
    assertEquals(
        List.of("frame-ancestors https://app.example https://b.example"),
        values(pass.headers(), "Content-Security-Policy"));
    assertEquals(List.of(), values(pass.headers(), "Cache-Control"), "Authorization sees to that");
  }

  @ParameterizedTest // requirement 40
  @ValueSource(strings = {"GET", "HEAD"})
  void answerToTokenInQuery_isKeptOutOfCaches(String method) {
    Requests request = Requests.request(method, "/feed/x").query("user_id=bob&token=" + TOKEN);
    Pass pass = assertPass(check(request));
    assertEquals(List.of("private, no-store"), values(pass.headers(), "Cache-Control"));
    assertEquals(List.of("no-referrer"), values(pass.headers(), "Referrer-Policy"));
    assertEquals(1, values(pass.headers(), "Content-Security-Policy").size());
  }

  @Test
  void refusal_repeatsNothingOfRequest() {
    for (String query : List.of("user_id=hunter2&user_id=hunter2", "user_id=hunter2&token=wpk_x")) {
      HttpAnswer answer = ((Decision.Stop) check(Requests.get("/feed/x").query(query))).answer();
      assertFalse((answer.body() + answer.headers()).contains("hunter2"), answer::body);
      assertFalse((answer.body() + answer.headers()).contains("wpk_"), answer::body);
    }
    String told = events.toString();
    assertFalse(told.contains("hunter2") || told.contains("wpk_"), told);
  }

  // On the way to another path

  @Test
  void forwardToOtherPublishablePath_keepsVisitor() {
    RequestGuard guard = guard();
    Pass earlier = assertPass(guard.check(feed().facts()));
    Requests again = Requests.get("/again").bearer(TOKEN).query("user_id=eve");
    Pass pass = assertPass(guard.check(again.facts(), earlier));
    assertEquals("bob", pass.visitor().unverifiedUserId(), "as it was when it was judged");
    Pass hidden = assertPass(guard.check(Requests.get("/again").facts(), earlier));
    assertEquals("bob", hidden.visitor().unverifiedUserId());
    assertNull(hidden.caller());
    Pass open = assertPass(guard.check(Requests.get("/open").facts(), earlier));
    assertEquals("bob", open.visitor().unverifiedUserId());
    assertPass(guard.check(Requests.get("/feed/y").facts(), open));
  }

  @Test // somebody who audits must hear of every visit once
  void visit_isReportedOnce() {
    RequestGuard guard = guard();
    Pass open = assertPass(guard.check(Requests.get("/open").facts()));
    assertEquals(1, events.size());
    Pass visit = assertPass(guard.check(feed().facts(), open));
    assertEquals(2, events.size());
    assertEquals("feed", events.get(1).rule());
    assertPass(guard.check(Requests.get("/again").facts(), visit));
    assertPass(guard.check(Requests.get("/open").facts(), visit));
    assertEquals(2, events.size());
  }

  @Test
  void forwardToOtherPath_isRefused() {
    RequestGuard guard = guard();
    Pass earlier = assertPass(guard.check(feed().facts()));
    for (String path : List.of("/elsewhere", "/either")) {
      assertStop(403, "scope_insufficient", guard.check(Requests.get(path).facts(), earlier));
    }
    Requests post = Requests.post("/again").bearer(TOKEN);
    assertStop(403, "scope_insufficient", guard.check(post.facts(), earlier));
    Requests other = Requests.get("/again").bearer("wpk_other").query("user_id=bob");
    assertStop(401, "token_invalid", guard.check(other.facts(), earlier));
  }

  @Test // the rule of the second path believes others
  void forwardToRuleThatNamesIssuers_isCheckedAnew() {
    RequestGuard guard = guard();
    Pass earlier = assertPass(guard.check(feed().facts()));
    Requests evil = Requests.get("/acme").bearer(TOKEN).query("user_id=eve&user_id=eve");
    assertStop(400, "request_malformed", guard.check(evil.facts(), earlier));
    Requests strange = Requests.get("/acme").bearer(TOKEN).query("user_id=eve");
    strange.header("Origin", "https://evil.example");
    assertStop(403, "scope_insufficient", guard.check(strange.facts(), earlier));
  }

  @Test
  void visitorOfAnotherGuard_isIgnored() {
    Pass earlier = assertPass(guard().check(feed().facts()));
    ring = TestIssuer.withDefaults().ring();
    assertStop(401, "token_invalid", guard().check(feed().facts(), earlier));
    assertStop(401, "token_missing", guard().check(Requests.get("/feed/x").facts(), earlier));
  }

  // Where nothing is refused

  @Test
  void dryRun_makesNoVisitor() {
    enforcement = new Enforcement(Instant.MAX, false);
    List<Requests> bad =
        List.of(
            feed().query(null),
            feed().header("Origin", "https://evil.example"),
            Requests.get("/elsewhere").bearer(TOKEN).query("user_id=bob"),
            Requests.post("/feed/x").bearer(TOKEN).query("user_id=bob"),
            Requests.get("/feed/x").bearer("wpk_x").query("user_id=bob"));
    for (Requests request : bad) {
      Pass pass = assertPass(check(request));
      assertNull(pass.caller());
      assertNull(pass.visitor());
    }
    assertEquals("bob", assertPass(check(feed())).visitor().unverifiedUserId());
  }

  private static Decision onADevelopersMachine(RequestGuard guard, String query, String origin) {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/feed/x",
            "/feed/x",
            query,
            "127.0.0.1",
            "127.0.0.1",
            "localhost:8080",
            "HTTP/1.1",
            name ->
                switch (name) {
                  case "Host" -> List.of("localhost:8080");
                  case "Origin" -> origin.isEmpty() ? List.of() : List.of(origin);
                  default -> List.of();
                });
    return guard.check(facts);
  }

  @Test // requirement 75: a page elsewhere can make the developer's browser call
  void unlistedPage_isRefusedOnLocalMachineToo() {
    enforcement = new Enforcement(null, true);
    String query = "user_id=bob&token=" + TOKEN;
    Pass visitor = assertPass(onADevelopersMachine(guard(), query, PAGE));
    assertEquals("bob", visitor.visitor().unverifiedUserId());
    assertStop(
        403, "scope_insufficient", onADevelopersMachine(guard(), query, "https://evil.example"));
    assertStop(403, "scope_insufficient", onADevelopersMachine(guard(), query, "null"));
    Pass bare = assertPass(onADevelopersMachine(guard(), null, ""));
    assertTrue(bare.caller().isInsecure());
    assertNull(bare.visitor());
  }
}
