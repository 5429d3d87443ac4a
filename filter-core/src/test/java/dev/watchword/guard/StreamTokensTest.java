package dev.watchword.guard;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.limited;
import static dev.watchword.testing.Rules.role;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import dev.watchword.stream.StreamCredential;
import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream's newer token is judged as its first one was. */
class StreamTokensTest {
  private static final UseRules REVOCABLE = new UseRules(true, List.of(), false, 100);

  private final MemoryStore store = new MemoryStore(1000, () -> 0);

  private final TestGuard given =
      TestGuard.of(
              demanding("admin", "/admin", role("admin")),
              rule("open", "/open", Access.PUBLIC),
              limited(rule("few", "/few", Access.TOKEN), "1/1m"))
          .issuer(TestIssuer.withDefaults().use(REVOCABLE))
          .store(store)
          .failures("2/1m")
          .check(
              (caller, request) ->
                  caller.claims().containsKey("blocked")
                      ? CheckResult.refuse("blocked")
                      : CheckResult.allow());

  private static Tokens token(String jti) {
    return Tokens.good()
        .claim("jti", jti)
        .claim("iat", Tokens.NOW.minusSeconds(60))
        .claim("roles", List.of("admin"));
  }

  private static Tokens later() {
    return token("b").expiringAt(Tokens.SOON.plusSeconds(60));
  }

  private static StreamCredential open(RequestGuard guard, String path, Tokens token) {
    Requests request = Requests.get(path).bearer(token.text());
    return guard.streamTokens().of(request.facts(), assertPass(guard.check(request.facts())));
  }

  private StreamCredential open(String path) {
    return open(given.guard(), path, token("a"));
  }

  private GuardEvent lastEvent() {
    return given.events().get(given.events().size() - 1);
  }

  private void assertRefused(Reason reason, String code, Renewal renewal) {
    assertEquals(code, assertInstanceOf(Renewal.Refused.class, renewal).code());
    assertEquals(reason, lastEvent().reason());
  }

  @Test
  void laterTokenOfSameCaller_isAccepted() {
    Renewal renewal = open("/admin").renew(later().text());
    StreamCredential newer = assertInstanceOf(Renewal.Renewed.class, renewal).credential();
    assertEquals(Tokens.SOON.plusSeconds(60), newer.caller().expiresAt().orElseThrow());
    assertEquals("default/alice", newer.countedAs());
    assertTrue(lastEvent().passed());
    assertEquals("/admin", lastEvent().path());
    assertInstanceOf(
        Renewal.Renewed.class, newer.renew(later().expiringAt(Tokens.SOON.plusSeconds(61)).text()));
  }

  @Test
  void tokenThatIsNotOfStream_isRefused() {
    StreamCredential stream = open("/admin");
    assertRefused(Reason.LIFETIME, "token_invalid", stream.renew(token("b").text()));
    Tokens bob = later().claim("sub", "bob");
    assertRefused(Reason.MISMATCH, "token_invalid", stream.renew(bob.text()));
    Tokens widget = later().header("typ", "widget+jwt");
    assertRefused(Reason.KIND, "scope_insufficient", stream.renew(widget.text()));
    Tokens lowly = later().claim("roles", List.of());
    assertRefused(Reason.ROLE, "scope_insufficient", stream.renew(lowly.text()));
    Tokens blocked = later().claim("blocked", true);
    assertRefused(Reason.CALLER_CHECK, "scope_insufficient", stream.renew(blocked.text()));
    Tokens expired = later().expiringAt(Tokens.NOW.minusSeconds(31));
    assertRefused(Reason.EXPIRED, "token_expired", stream.renew(expired.text()));
  }

  @Test // requirement 72
  void guesses_areCountedWithBadTokensOfAddress() {
    StreamCredential stream = open("/admin");
    assertRefused(Reason.SIGNATURE, "token_invalid", stream.renew(later().tampered()));
    assertRefused(Reason.MALFORMED, "token_invalid", stream.renew("x"));
    assertRefused(Reason.FAILURES_LIMITED, "rate_limited", stream.renew(later().tampered()));
  }

  @Test
  void revokedToken_isRefused() {
    StreamCredential stream = open("/admin");
    store.denyList().revoke(Subject.token("default", "b"), Revocation.ofAll(), null);
    assertRefused(Reason.REVOKED, "token_invalid", stream.renew(later().text()));
  }

  @Test
  void limitOfRule_isNotChargedByNewerToken() {
    StreamCredential stream = open("/few");
    assertInstanceOf(Renewal.Renewed.class, stream.renew(later().text()));
  }

  @Test
  void streamOnOpenPath_takesNoToken() {
    StreamCredential stream = open("/open");
    assertNull(stream.caller());
    assertEquals("address 203.0.113.7", stream.countedAs());
    assertTrue(stream.isGood(Tokens.NOW));
    assertRefused(Reason.MISMATCH, "token_invalid", stream.renew(later().text()));
  }

  @Test
  void singleUseToken_isUsedUpByStream() {
    given.issuer(TestIssuer.withDefaults().use(new UseRules(false, List.of(), true, 100)));
    RequestGuard guard = given.guard();
    StreamCredential stream = open(guard, "/admin", token("a"));
    assertInstanceOf(Renewal.Renewed.class, stream.renew(later().text()));
    assertRefused(Reason.REPLAYED, "token_invalid", stream.renew(later().text()));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "599, true", "600, false"})
  void tokenOfKey_isGoodUntilKeyEnds(long seconds, boolean good) {
    Instant until = Tokens.NOW.plusSeconds(600);
    given.issuer(
        TestIssuer.withDefaults()
            .leeway(Duration.ofSeconds(30))
            .keys(Keys.dated("main", null, Tokens.NOW.minusSeconds(600), until)));
    assertEquals(good, open("/admin").isGood(Tokens.NOW.plusSeconds(seconds)));
  }

  @Test
  void dryRun_enforcesNothing() {
    given.enforcement(new Enforcement(Tokens.SOON, false));
    StreamCredential stream = open("/admin");
    assertFalse(stream.isEnforced(Tokens.NOW));
    assertTrue(stream.isEnforced(Tokens.SOON));
  }

  @Test
  void revoked_areFoundAmongMany() {
    Caller one = open("/admin").caller();
    Caller other = open(given.guard(), "/few", token("c").claim("sub", "bob")).caller();
    TokenMemory memory = new TokenMemory(store);
    assertEquals(Set.of(), memory.revokedAmong(List.of(one, other), Tokens.NOW));
    store.denyList().revoke(Subject.caller("default", "default/bob"), Revocation.ofAll(), null);
    assertEquals(Set.of(other), memory.revokedAmong(List.of(one, other), Tokens.NOW));
  }
}
