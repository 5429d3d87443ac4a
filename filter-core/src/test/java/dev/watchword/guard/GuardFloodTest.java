package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.http.Cors;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeyRing;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenVerifier;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requirements 70 to 72 under a flood: a flood of one table of counters is limited, and new callers
 * in other tables pass as before. All limits have equal numbers on purpose.
 */
class GuardFloodTest {
  private static final RateLimit TWO_A_MINUTE = RateLimit.of("2/1m");
  private static final String BAD = Tokens.good().tampered();
  private static final List<TokenExtractor> BEARER = List.of(TokenExtractors.BEARER);

  private final AtomicLong nanos = new AtomicLong();

  private RequestGuard guard(int places) {
    TokenVerifier verifier =
        new TokenVerifier(new KeyRing(List.of(issuer("acme"), issuer("globex"))));
    PathRules rules =
        new PathRules(
            List.of(
                rule("feed", Access.PUBLIC, Per.ADDRESS),
                rule("office", Access.TOKEN, Per.ADDRESS),
                rule("tenant", Access.TOKEN, Per.ISSUER),
                rule("api", Access.TOKEN, Per.CALLER)),
            BEARER);
    Limits limits =
        new Limits(
            new MemoryStore(places, nanos::get),
            new ClientAddress(List.of(), "X-Forwarded-For"),
            TWO_A_MINUTE,
            false);
    return new RequestGuard(
        () -> verifier,
        new GuardPolicy(
            rules,
            Cors.OFF,
            "test",
            false,
            limits,
            new TokenMemory(new MemoryStore()),
            IssuerResolver.KID,
            Enforcement.FULL),
        List.of(),
        List.of(),
        InstantSource.fixed(Tokens.NOW));
  }

  private static Issuer issuer(String name) {
    return TestIssuer.withDefaults().name(name).keys(Keys.named(name, name)).issuer();
  }

  private static PathRule rule(String name, Access access, Per per) {
    return new PathRule(
        name,
        Set.of(),
        new PathPattern("/" + name),
        access,
        new Requirements(TokenKind.SIGNED, Set.of(), null, null),
        BEARER,
        new LimitPolicy(name, TWO_A_MINUTE, per));
  }

  private static String token(String issuer, String subject) {
    return Tokens.good().kid(issuer).signedBy(issuer).claim("sub", subject).text();
  }

  /** Each from a /64 of its own. */
  private static String address(int number) {
    return "2001:db8:"
        + Integer.toHexString(number >> 16)
        + ":"
        + Integer.toHexString(number & 0xFFFF)
        + "::1";
  }

  private static void assertPasses(RequestGuard guard, Requests request) {
    assertInstanceOf(Pass.class, guard.check(request.facts()));
  }

  private static void assertRefused(int status, RequestGuard guard, Requests request) {
    HttpAnswer answer = assertInstanceOf(Stop.class, guard.check(request.facts())).answer();
    assertEquals(status, answer.status(), answer::body);
  }

  private static Requests api(String issuer, String subject) {
    return Requests.get("/api").bearer(token(issuer, subject));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, MemoryStore.DEFAULT_SIZE})
  void subjectsOfOneIssuer_doNotTurnAwayNewCallersOfAnother(int places) {
    RequestGuard guard = guard(places);
    for (int i = 0; i < 3; i++) {
      guard.check(api("acme", "offender").facts());
    }
    for (int i = 0; i < places + places / 100; i++) {
      guard.check(api("acme", "user" + i).facts());
    }
    for (int i = 0; i < 20; i++) {
      assertPasses(guard, api("globex", "newcomer" + i));
      assertPasses(guard, api("globex", "newcomer" + i));
      assertRefused(429, guard, api("globex", "newcomer" + i));
      assertPasses(guard, Requests.get("/feed").address(address(i)));
    }
    assertRefused(429, guard, api("acme", "offender"));
    assertRefused(429, guard, api("acme", "one of too many"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, MemoryStore.DEFAULT_SIZE})
  void badTokensFromEverywhere_doNotTurnAwayNewCallers(int places) {
    RequestGuard guard = guard(places);
    for (int i = 0; i < places + places / 1000; i++) {
      guard.check(Requests.get("/api").bearer(BAD).address(address(i)).facts());
    }
    for (int i = 0; i < 20; i++) {
      String here = address(5_000_000 + i);
      assertPasses(guard, api("acme", "newcomer" + i).address(here));
      assertPasses(guard, Requests.get("/feed").address(here));
      assertPasses(guard, Requests.get("/office").bearer(token("globex", "x")).address(here));
    }
    assertRefused(429, guard, Requests.get("/api").bearer(BAD).address(address(6_000_000)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, MemoryStore.DEFAULT_SIZE})
  void addressesOnOpenPage_doNotTurnAwayNewCallers(int places) {
    RequestGuard guard = guard(places);
    for (int i = 0; i < places + places / 100; i++) {
      guard.check(Requests.get("/feed").address(address(i)).facts());
    }
    for (int i = 0; i < 20; i++) {
      String here = address(5_000_000 + i);
      assertPasses(guard, Requests.get("/office").bearer(token("acme", "x")).address(here));
      assertPasses(guard, api("acme", "newcomer" + i).address(here));
      assertRefused(401, guard, Requests.get("/api").bearer(BAD).address(here));
    }
    assertPasses(guard, Requests.get("/tenant").bearer(token("acme", "x")));
    assertRefused(429, guard, Requests.get("/feed").address(address(6_000_000)));
  }
}
