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

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.Subject;
import dev.watchword.testing.Keys;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.Relaxation;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 61: what was revoked passes nowhere, and costs nobody else anything. */
class RevokedTokensTest {
  private static final UseRules REVOCABLE =
      new UseRules(true, List.of("sid", "company.id", "teams"), false, 100);
  private static final Instant ISSUED = Tokens.NOW.minusSeconds(60);

  private final MemoryStore store = new MemoryStore(1000, () -> 0);

  private final TestGuard given =
      TestGuard.of(
              demanding("admin", "/admin", role("admin")),
              rule("mixed", "/mixed", Access.OPTIONAL),
              limited(rule("few", "/few", Access.TOKEN), "1/1m"))
          .issuer(TestIssuer.withDefaults().use(REVOCABLE))
          .store(store);
  private final RequestGuard guard = given.guard();

  private static Tokens token() {
    return Tokens.good().claim("jti", "a").claim("iat", ISSUED);
  }

  private Decision ask(String path, Tokens token) {
    return guard.check(Requests.get(path).bearer(token.text()).facts());
  }

  private void revoke(Subject subject, Revocation revocation) {
    store.denyList().revoke(subject, revocation, null);
  }

  private Reason lastReason() {
    return given.events().get(given.events().size() - 1).reason();
  }

  @Test // requirement 61
  void revokedToken_isRefusedEverywhere() {
    assertPass(ask("/api", token()));
    revoke(Subject.token("default", "a"), Revocation.ofAll());
    for (String path : List.of("/api", "/mixed", "/admin", "/few")) {
      for (int i = 0; i < 3; i++) { // also once it is remembered as verified
        assertStop(401, "token_invalid", ask(path, token()));
        assertEquals(Reason.REVOKED, lastReason());
      }
    }
    assertPass(ask("/api", token().claim("jti", "b")));
    assertPass(ask("/few", token().claim("jti", "b"))); // refusals have charged nothing
  }

  static Map<String, Subject> subjects() {
    return Map.of(
        "token", Subject.token("default", "a"),
        "caller", Subject.caller("default", "default/alice"),
        "issuer", Subject.issuer("default"),
        "key", Subject.key("default", Keys.key("main").fingerprint()),
        "text", Subject.claim("default", "sid", "s1"),
        "path", Subject.claim("default", "company.id", "620"),
        "fraction", Subject.claim("default", "company.id", "620"),
        "item", Subject.claim("default", "teams", "b"),
        "truth", Subject.claim("default", "teams", "true"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          token;    jti;     "a"
          caller;   sub;     "alice"
          issuer;   x;       1
          key;      x;       1
          text;     sid;     "s1"
          path;     company; {"id": 620}
          fraction; company; {"id": 620.0}
          item;     teams;   ["a", "b", {"b": 1}, null]
          truth;    teams;   [1, true]
          """)
  void whatTokensHaveInCommon_canBeRevoked(String subject, String claim, String json) {
    Tokens token = token().rawClaim(claim, json);
    assertPass(ask("/api", token));
    revoke(subjects().get(subject), Revocation.ofAll());
    assertStop(401, "token_invalid", ask("/api", token));
    store.denyList().lift(subjects().get(subject));
    assertPass(ask("/api", token));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          sid;     "s10"
          sid;     {"s1": "s1"}
          sid;     null
          teams;   [["b"]]
          teams;   "a b"
          company; 620
          company; [{"id": 620}]
          other;   "s1"
          """)
  void otherValues_pass(String claim, String json) {
    revoke(Subject.claim("default", "sid", "s1"), Revocation.ofAll());
    revoke(Subject.claim("default", "teams", "b"), Revocation.ofAll());
    revoke(Subject.claim("default", "company.id", "620"), Revocation.ofAll());
    revoke(Subject.claim("default", "other", "s1"), Revocation.ofAll());
    revoke(Subject.issuer("acme"), Revocation.ofAll());
    assertPass(ask("/api", token().rawClaim(claim, json)));
  }

  @Test
  void notBefore_refusesOlderTokensAndThoseWithoutDate() {
    revoke(Subject.issuer("default"), Revocation.before(ISSUED));
    assertPass(ask("/api", token()));
    assertStop(401, "token_invalid", ask("/api", token().claim("iat", ISSUED.minusSeconds(1))));
    assertStop(401, "token_invalid", ask("/api", token().without("iat")));
  }

  @Test
  void grace_isJudgedByGuardsClock() {
    revoke(Subject.issuer("default"), Revocation.ofAll().from(Tokens.NOW.plusSeconds(10)));
    assertPass(ask("/api", token()));
    given.setNow(Tokens.NOW.plusSeconds(9));
    assertPass(ask("/api", token()));
    given.setNow(Tokens.NOW.plusSeconds(10));
    assertStop(401, "token_invalid", ask("/api", token()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"\"", "null", "[\"a\"]", "{}", "true"})
  void jtiOfWrongType_isRefused(String json) {
    assertStop(401, "token_invalid", ask("/api", token().rawClaim("jti", json)));
    assertEquals(Reason.CLAIM, lastReason());
  }

  /** That one is required is a rule of its issuer's claims; {@code nojti} leaves it out. */
  @Test
  void tokenWithoutJti_isRevokedWithOthersAlone() {
    String text = token().without("jti").text();
    Requests request = Requests.get("/api").bearer(text);
    assertStop(401, "token_invalid", guard.check(request.facts()));
    TestIssuer relaxed = TestIssuer.withDefaults().use(REVOCABLE).relaxed(Relaxation.NOJTI);
    RequestGuard other = TestGuard.of().issuer(relaxed).store(store).guard();
    assertPass(other.check(request.facts()));
    revoke(Subject.caller("default", "default/alice"), Revocation.ofAll());
    assertStop(401, "token_invalid", other.check(request.facts()));
  }

  @Test
  void revokedTokens_countAsBadTokens() {
    RequestGuard counting =
        TestGuard.of()
            .issuer(TestIssuer.withDefaults().use(REVOCABLE))
            .store(store)
            .failures("2/1m")
            .guard();
    revoke(Subject.token("default", "a"), Revocation.ofAll());
    Requests request = Requests.get("/api").bearer(token().text());
    assertStop(401, "token_invalid", counting.check(request.facts()));
    assertStop(401, "token_invalid", counting.check(request.facts()));
    assertStop(429, "rate_limited", counting.check(request.facts()));
  }

  @Test
  void issuerWithoutRevocation_asksNobody() {
    revoke(Subject.token("default", "a"), Revocation.ofAll());
    RequestGuard other = TestGuard.of().store(store).guard();
    assertPass(other.check(Requests.get("/api").bearer(token().text()).facts()));
  }

  /** Neither 401, which would make clients throw away good tokens, nor a way in. */
  @Test // requirement 61
  void storeThatFailsOrKeepsNone_isUnavailable() {
    Store countsAlone = store::consume;
    for (Store failing : List.of(new BrokenStore(), countsAlone)) {
      TestGuard broken =
          TestGuard.of(rule("mixed", "/mixed", Access.OPTIONAL))
              .issuer(TestIssuer.withDefaults().use(REVOCABLE))
              .store(failing)
              .failures("1/1m");
      RequestGuard one = broken.guard();
      for (String path : List.of("/api", "/mixed", "/api")) {
        Requests request = Requests.get(path).bearer(token().text());
        var answer = assertStop(503, "unavailable", one.check(request.facts()));
        assertEquals("5", value(answer, "Retry-After"));
        assertNull(value(answer, "WWW-Authenticate"));
      }
      assertPass(one.check(Requests.get("/mixed").facts()));
    }
  }

  /** Fails at everything. */
  private static final class BrokenStore implements Store {
    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      throw new IllegalStateException("a text of the store's own");
    }

    @Override
    public DenyList denyList() {
      return new DenyList() {
        @Override
        public void revoke(Subject subject, Revocation revocation, Duration keep) {
          throw new UnsupportedOperationException();
        }

        @Override
        public void lift(Subject subject) {
          throw new UnsupportedOperationException();
        }

        @Override
        public Map<Subject, Revocation> find(Collection<Subject> subjects) {
          throw new IllegalStateException("a text of the store's own");
        }
      };
    }
  }
}
