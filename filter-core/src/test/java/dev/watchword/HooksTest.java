package dev.watchword;

import static dev.watchword.testing.DecisionAssertions.assertPass;
import static dev.watchword.testing.DecisionAssertions.assertStop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.guard.CallerCheck;
import dev.watchword.guard.CheckResult;
import dev.watchword.guard.Visitor;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application can bring of its own: checks with a name, a store, issuers. */
class HooksTest {
  private static final String PUBLISHABLE = "wpk_" + "a".repeat(32);

  private final List<GuardEvent> events = new ArrayList<>();

  private WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(() -> Tokens.NOW)
        .listener(events::add)
        .set("watchword.secret", TestSecrets.text("hooks"));
  }

  private static Tokens token() {
    return Tokens.good().secret(TestSecrets.text("hooks").getBytes(StandardCharsets.US_ASCII));
  }

  private static RequestFacts alice() {
    return Requests.get("/api").header("X-State", "closed").bearer(token().text()).facts();
  }

  @Test
  void namedCheck_isReportedByNameAndReadsHeaders() {
    try (Watchword watchword =
        builder()
            .check(
                "tenant-active",
                (caller, request) ->
                    CheckResult.allowIf(request.header("X-State") == null, "it is\nclosed"))
            .start()) {
      assertStop(403, "scope_insufficient", watchword.guard().check(alice()));
      assertEquals("check 'tenant-active' said no: it is\\u000aclosed", events.get(0).detail());
      assertPass(watchword.guard().check(Requests.get("/api").bearer(token().text()).facts()));
    }
  }

  @Test // what an application writes for its operator is not for clients
  void textOfCheck_isInNoAnswer() {
    try (Watchword watchword =
        builder()
            .set("watchword.answers", "full")
            .check("tenant-active", (caller, request) -> CheckResult.refuse("CANARY"))
            .start()) {
      HttpAnswer answer = assertStop(403, "scope_insufficient", watchword.guard().check(alice()));
      assertTrue(answer.body().contains("check 'tenant-active' said no\""), answer::body);
      assertFalse(answer.body().contains("CANARY"), answer::body);
      assertEquals("check 'tenant-active' said no: CANARY", events.get(0).detail());
    }
  }

  @Test
  void checkThatReturnsNull_isRefusal() {
    try (Watchword watchword = builder().check("none", (caller, request) -> null).start()) {
      assertStop(401, "token_invalid", watchword.guard().check(alice()));
      assertEquals("java.lang.NullPointerException", events.get(0).detail());
    }
  }

  /** Closes one account to visitors. */
  private static final class VisitorsToo implements CallerCheck {
    @Override
    public CheckResult check(Caller caller, RequestFacts request) {
      return CheckResult.allow();
    }

    @Override
    public CheckResult check(Visitor visitor, RequestFacts request) {
      return CheckResult.allowIf(request.header("X-State") == null, visitor.issuer());
    }
  }

  private static RequestFacts visitor(String... header) {
    Requests request =
        Requests.get("/feed").query("user_id=bob").header("Authorization", "Bearer " + PUBLISHABLE);
    return header.length == 0 ? request.facts() : request.header(header[0], header[1]).facts();
  }

  private Watchword withFeed(CallerCheck check) {
    return builder()
        .set("watchword.publishable", PUBLISHABLE)
        .set("watchword.publishable.origins", "https://a.example")
        .set("watchword.rules", "feed")
        .set("watchword.rule.feed", "/feed publishable")
        .check("account", check)
        .start();
  }

  @Test // or a publishable token would lead around the check
  void visitor_isRefusedByCheckForCallersAlone() {
    try (Watchword watchword = withFeed((caller, request) -> CheckResult.allow())) {
      assertStop(403, "scope_insufficient", watchword.guard().check(visitor()));
      assertEquals(
          "check 'account' said no: it judges callers alone, and this is a visitor",
          events.get(0).detail());
    }
  }

  @Test
  void visitor_isCheckedLikeCaller() {
    try (Watchword watchword = withFeed(new VisitorsToo())) {
      assertPass(watchword.guard().check(visitor()));
      assertStop(403, "scope_insufficient", watchword.guard().check(visitor("X-State", "closed")));
      assertEquals("check 'account' said no: default", events.get(1).detail());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "\u00e9", "'"})
  void nameOfCheck_isFitForLog(String name) {
    assertThrows(
        IllegalArgumentException.class,
        () -> builder().check(name, (caller, request) -> CheckResult.allow()));
  }

  /** Counts to one, for each bucket; or fails. */
  private static final class OnceStore implements Store {
    private final List<String> asked = new ArrayList<>();
    private boolean broken;

    @Override
    public Consumption consume(Bucket bucket, RateLimit limit) {
      if (broken) {
        throw new IllegalStateException("no network");
      }
      boolean isFirst = !asked.contains(bucket.key());
      asked.add(bucket.key());
      return new Consumption(isFirst, 0, Duration.ofSeconds(7), Duration.ofSeconds(7));
    }
  }

  @Test
  void store_countsInPlaceOfMemory() {
    OnceStore store = new OnceStore();
    try (Watchword watchword =
        builder()
            .store(store)
            .set("watchword.rules", "api")
            .set("watchword.rule.api", "/api limit 100/1m")
            .set("watchword.store.outage.limits", "refuse")
            .start()) {
      assertPass(watchword.guard().check(alice()));
      assertStop(429, "rate_limited", watchword.guard().check(alice()));
      assertEquals(List.of("default/alice", "default/alice"), store.asked);
      assertEquals(OnceStore.class.getName(), watchword.health().data().get("store"));
      store.broken = true;
      assertStop(503, "unavailable", watchword.guard().check(alice()));
    }
  }

  @Test
  void issuerFromSource_isAcceptedAsBuilt() {
    Issuer acme =
        Issuer.named("acme").secret(TestSecrets.text("hooks")).grants("orders:read").build();
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .clock(() -> Tokens.NOW)
            .set("watchword.choose", "header X-Workspace")
            .issuerSource(selector -> selector.equals("acme") ? acme : null)
            .start()) {
      String scopes = token().claim("scope", "orders:read orders:write").text();
      Requests request = Requests.get("/api").header("X-Workspace", "acme").bearer(scopes);
      assertEquals(
          List.of("orders:read"),
          List.copyOf(assertPass(watchword.guard().check(request.facts())).caller().scopes()));
    }
  }
}
