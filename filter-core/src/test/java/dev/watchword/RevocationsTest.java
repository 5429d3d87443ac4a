package dev.watchword;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Revocations.Target;
import dev.watchword.event.Notice;
import dev.watchword.guard.Decision;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Subject;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.UseRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 61: what an application ends, when that begins, and what it hears of it. */
class RevocationsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant ISSUED = Tokens.NOW.minusSeconds(60);

  private final TestClock clock = new TestClock();
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryStore store = new MemoryStore(3, nanos::get);
  private final List<Notice> notices = new ArrayList<>();
  private Watchword watchword = start();

  @AfterEach
  void close() {
    watchword.close();
  }

  private WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .store(store)
        .listener(new NoticeListener(notices::add))
        .secret(TestSecrets.text("revocations"))
        .set("watchword.revocation", "on");
  }

  private Watchword start(String... settings) {
    WatchwordBuilder builder = builder().set("watchword.revocation.claims", "sid,company.id");
    for (String setting : settings) {
      builder.set("watchword." + setting.split("=")[0], setting.split("=")[1]);
    }
    return builder.start();
  }

  private void restart(String... settings) {
    watchword.close();
    watchword = start(settings);
  }

  private static Tokens token() {
    return Tokens.good()
        .secret(TestSecrets.text("revocations").getBytes(StandardCharsets.US_ASCII))
        .claim("jti", "a")
        .claim("sid", "s1")
        .rawClaim("company", "{\"id\": 620}")
        .claim("iat", ISSUED)
        .expiringAt(Tokens.NOW.plus(Duration.ofDays(900)));
  }

  private boolean passes(Tokens token) {
    Decision decision = watchword.guard().check(Requests.get("/api").bearer(token.text()).facts());
    return decision instanceof Pass;
  }

  private void pass(Duration time) {
    clock.pass(time);
    nanos.addAndGet(time.toNanos());
  }

  private Revocations revocations() {
    return watchword.revocations();
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        target("token", all -> all.token("default", "a"), token().claim("jti", "b")),
        target("caller", all -> all.caller("default/alice"), token().claim("sub", "bob")),
        target("claim", all -> all.claim("default", "sid", "s1"), token().claim("sid", "s2")),
        target(
            "claim",
            all -> all.claim("default", "company.id", "620"),
            token().rawClaim("company", "{\"id\": 621}")),
        target("issuer", all -> all.issuer("default"), null),
        target("key", all -> all.key("default", "usual"), null));
  }

  private static Arguments target(String kind, Function<Revocations, Target> what, Tokens other) {
    return Arguments.of(kind, what, other);
  }

  @ParameterizedTest // requirement 61
  @MethodSource("targets")
  void target_isRefusedAtOnceUntilLifted(
      String kind, Function<Revocations, Target> what, Tokens other) {
    assertTrue(passes(token()));
    try (LogCapture log = new LogCapture()) {
      what.apply(revocations()).revoke();
      assertFalse(passes(token()));
      assertTrue(other == null || passes(other));
      what.apply(revocations()).lift();
      assertTrue(passes(token()));
      List<String> told =
          List.of(
              "tokens are revoked, by " + kind + ", of issuer default",
              "a revocation is taken back, by " + kind + ", of issuer default");
      assertEquals(told, notices.stream().map(Notice::text).toList());
      assertEquals(
          told.stream().map("Watchword: "::concat).toList(),
          log.at(Level.INFO).stream().filter(line -> line.startsWith("Watchword: ")).toList());
    }
    assertTrue(notices.stream().allMatch(one -> one.kind() == Notice.Kind.REVOKED));
  }

  @Test
  void callerOfWidget_isAnotherThanThatOfSignedTokens() {
    revocations().caller("widget:default/alice").revoke();
    assertTrue(passes(token()));
    revocations().caller("default/alice/and/more").revoke();
    assertTrue(passes(token()));
    assertFalse(
        withName("alice/and/more"), "a name may have slashes: the issuer is before the first");
  }

  private boolean withName(String name) {
    return passes(token().claim("sub", name));
  }

  @Test
  void key_isRevokedUnderEveryNameThatItGets() {
    revocations().key("default", "usual").revoke();
    String former = TestSecrets.text("revocations");
    try (Watchword turned =
        builder()
            .secret(TestSecrets.text("newer"))
            .set("watchword.previous.secret", former)
            .start()) {
      assertStop(
          401,
          "token_invalid",
          turned.guard().check(Requests.get("/api").bearer(token().text()).facts()));
      Tokens fresh = token().secret(TestSecrets.text("newer").getBytes(StandardCharsets.US_ASCII));
      assertPass(turned.guard().check(Requests.get("/api").bearer(fresh.text()).facts()));
    }
  }

  @Test
  void withoutDate_whatWasIssuedUntilNowIsRefused() {
    clock.pass(Duration.ofMillis(300));
    revocations().caller("default/alice").revoke();
    assertFalse(passes(token().claim("iat", Tokens.NOW)), "issued within that second");
    assertFalse(passes(token().without("iat")));
    assertTrue(passes(token().claim("iat", Tokens.NOW.plusSeconds(1))));
  }

  @Test
  void before_isDateInWholeSecondsRoundedUp() {
    revocations().issuer("default").before(ISSUED.minusMillis(500)).revoke();
    assertFalse(passes(token().claim("iat", ISSUED.minusSeconds(1))));
    assertTrue(passes(token()));
    revocations().issuer("default").before(ISSUED.plusMillis(1)).revoke();
    assertFalse(passes(token()));
  }

  @Test
  void earlierDate_takesNothingBack() {
    revocations().issuer("default").revoke();
    revocations().issuer("default").before(ISSUED.minusSeconds(100)).revoke();
    assertFalse(passes(token()));
  }

  @Test
  void grace_letsTokensPassUntilItEnds() {
    revocations().token("default", "a").grace(Duration.ofMinutes(5)).revoke();
    assertTrue(passes(token()));
    pass(Duration.ofSeconds(299));
    assertTrue(passes(token()));
    pass(Duration.ofSeconds(1));
    assertFalse(passes(token()));
  }

  @Test
  void graceBesideRevocationAtOnce_delaysNothing() {
    revocations().token("default", "a").revoke();
    revocations().token("default", "a").grace(HOUR).revoke();
    assertFalse(passes(token()));
  }

  @Test
  void withoutLongestLifetime_revocationIsKeptForEver() {
    revocations().caller("default/alice").revoke();
    pass(Duration.ofDays(800));
    assertFalse(passes(token()));
  }

  private Tokens livingFor(Duration lifetime) {
    return token().claim("iat", clock.instant()).expiringAt(clock.instant().plus(lifetime));
  }

  /** Nodes whose clocks differ by the leeway issue and judge such tokens a little later. */
  @Test
  void withLongestLifetime_revocationLeavesWhenNoTokenOfItIsGood() {
    restart("maxlifetime=1h", "leeway=30s");
    Tokens latest = livingFor(HOUR).claim("iat", Tokens.NOW.plusSeconds(30));
    latest.expiringAt(Tokens.NOW.plusSeconds(30).plus(HOUR));
    revocations().token("default", "a").revoke();
    pass(HOUR.plusSeconds(59));
    assertFalse(passes(latest));
    assertEquals(1, remembered());
    pass(Duration.ofSeconds(2));
    assertEquals(0, remembered());
  }

  private int remembered() {
    return store
        .denyList()
        .find(List.of(Subject.token("default", "a"), Subject.caller("default", "default/alice")))
        .size();
  }

  @Test
  void dateAhead_keepsRevocationAsMuchLonger() {
    restart("maxlifetime=1h", "leeway=30s");
    revocations().caller("default/alice").before(Tokens.NOW.plus(HOUR)).revoke();
    pass(HOUR.plusMinutes(59));
    assertFalse(passes(livingFor(HOUR).claim("iat", Tokens.NOW.plus(HOUR).minusSeconds(1))));
    pass(Duration.ofMinutes(2));
    assertEquals(0, remembered());
  }

  /** A longest lifetime says nothing of tokens that name no end. */
  @Test
  void tokensWithoutEnd_areRevokedForEver() {
    restart("maxlifetime=1h", "relax=noexp");
    Tokens endless = token().without("exp");
    assertTrue(passes(endless));
    revocations().caller("default/alice").revoke();
    pass(Duration.ofDays(800));
    assertFalse(passes(endless));
  }

  @Test
  void shorterOfAgeAndLifetime_counts() {
    restart("maxlifetime=1h", "maxage=10m", "leeway=0s");
    revocations().caller("default/alice").revoke();
    pass(Duration.ofMinutes(10).plusSeconds(1));
    assertEquals(0, remembered());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"alice", "", "/alice", "default/", "insecure", "wdget:default/a", ":default/a"})
  void idThatNoCallerHas_isRefused(String id) {
    String told = refused(() -> revocations().caller(id));
    assertTrue(told.startsWith("a caller's id is such as default/alice"), told);
  }

  private static String refused(Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void whatNoTokenCanHave_isRefused() {
    assertEquals(
        "a jti has 1 character or more", refused(() -> revocations().token("default", "")));
    for (Executable call :
        List.<Executable>of(
            () -> revocations().token("acme", "a"),
            () -> revocations().caller("acme/alice"),
            () -> revocations().issuer("acme"),
            () -> revocations().key("acme", "usual"),
            () -> revocations().claim("acme", "sid", "s1"))) {
      assertEquals("there is no issuer 'acme'", refused(call));
    }
    assertEquals(
        "issuer 'default' has no key 'other'",
        refused(() -> revocations().key("default", "other")));
    assertEquals(
        "tokens of issuer 'default' are not looked up by that claim: watchword.revocation.claims"
            + " has sid, company.id",
        refused(() -> revocations().claim("default", "tid", "1")));
    Target token = revocations().token("default", "a");
    assertEquals(
        "a single token is revoked whenever it was issued",
        refused(() -> token.before(Tokens.NOW)));
    assertEquals("a grace is not negative", refused(() -> token.grace(Duration.ofNanos(-1))));
  }

  @Test
  void issuerThatDoesNotAllowIt_isRefused() {
    try (Watchword other = builder().set("watchword.revocation", "off").start()) {
      assertEquals(
          "tokens of issuer 'default' cannot be revoked: watchword.revocation is not on",
          refused(() -> other.revocations().issuer("default")));
    }
  }

  @Test // requirement 61
  void fullDenyList_throwsAndNothingIsTold() {
    for (String jti : List.of("1", "2", "3")) {
      revocations().token("default", jti).revoke();
    }
    notices.clear();
    assertThrows(IllegalStateException.class, revocations().token("default", "a")::revoke);
    assertEquals(List.of(), notices);
    assertTrue(passes(token()));
  }

  @Test // requirement 61
  void storeThatDoesNotAnswer_throwsAndNothingIsTold() {
    FailingStore failing = new FailingStore();
    try (Watchword other = builder().store(failing).start()) {
      Target target = other.revocations().token("default", "a");
      for (RuntimeException fault :
          List.of(new UnsupportedOperationException("CANARY"), new IllegalStateException("x"))) {
        failing.fault = fault;
        assertThrows(IllegalStateException.class, target::revoke);
        assertThrows(IllegalStateException.class, target::lift);
      }
      assertEquals(List.of(), notices);
      failing.fault = null;
      target.revoke();
      assertEquals(1, notices.size());
    }
  }

  @Test
  void tenantOfIssuerSource_isRevokedByItsName() {
    Issuer acme =
        Issuer.named("acme")
            .secret(TestSecrets.text("revocations"))
            .use(new UseRules(true, List.of(), false, 1))
            .build();
    try (Watchword tenants =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(clock)
            .set("watchword.choose", "header X-Tenant")
            .issuerSource(name -> name.equals("acme") || name.equals("alias") ? acme : null)
            .start()) {
      Requests request = Requests.get("/").header("X-Tenant", "acme").bearer(token().text());
      assertPass(tenants.guard().check(request.facts()));
      tenants.revocations().caller("acme/alice").revoke();
      assertStop(401, "token_invalid", tenants.guard().check(request.facts()));
      for (String unknown : List.of("globex", "alias")) {
        assertEquals(
            "there is no issuer '" + unknown + "'",
            refused(() -> tenants.revocations().issuer(unknown)));
      }
    }
  }
}
