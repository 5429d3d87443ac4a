package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Until a date one issuer, or one rule, refuses nothing, and all others refuse. */
class DryRunOfOneTest {
  private static final Instant START = Tokens.NOW.plusSeconds(60);
  private static final String ACME = "X-Workspace: acme\r\n";
  private static final String GLOBEX = "X-Workspace: globex\r\n";

  private final TestClock clock = new TestClock();
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  private WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .listener(events::add);
  }

  private WatchwordBuilder tenants(String choose) {
    return builder()
        .set("watchword.issuers", "acme,globex")
        .set("watchword.choose", choose)
        .set("watchword.issuer.acme.secret", TestSecrets.text("acme"))
        .set("watchword.issuer.acme.enforce.from", START.toString())
        .set("watchword.issuer.globex.secret", TestSecrets.text("globex"))
        .set("watchword.rules", "closed,globex,admin")
        .set("watchword.rule.closed", "/rest/shut/* deny")
        .set("watchword.rule.globex", "/rest/globex/* issuer globex")
        .set("watchword.rule.admin", "/rest/admin/* role admin");
  }

  private static Tokens by(String secret) {
    return Tokens.good().secret(TestSecrets.text(secret).getBytes(StandardCharsets.US_ASCII));
  }

  private void expect(String outcome, String told, RawClient.Reply reply) {
    assertEquals(outcome, reply.brief(), reply::body);
    GuardEvent event = events.remove(0);
    String word = event.reason() == null ? "passed" : event.status() + " " + event.reason().code();
    assertEquals(told, (event.enforced() || event.reason() == null ? "" : "would be ") + word);
  }

  @ParameterizedTest
  @EnumSource
  void issuerBeforeItsDate_isRefusedNothing(Adapter adapter) throws Exception {
    String old = bearer(by("acme").expiringAt(Tokens.NOW.minusSeconds(99)).text());
    String bad = bearer(by("stranger").text());
    try (Watchword watchword = tenants("header X-Workspace").start();
        RawClient site = adapter.serve(watchword)) {
      clock.moveTo(START.minusNanos(1));
      expect("200 nobody", "would be 401 missing", site.get("/any", ACME));
      expect("200 nobody", "would be 401 signature", site.get("/any", ACME + bad));
      expect("200 nobody", "would be 401 malformed", site.get("/any", ACME + bearer("x")));
      expect(
          "200 nobody",
          "would be 403 role",
          site.get("/admin/x", ACME + bearer(by("acme").text())));
      expect(
          "200 nobody",
          "would be 401 signature",
          site.get("/any", ACME + bearer(by("globex").text())));
      expect("401", "401 unknown_issuer", site.get("/globex/x", ACME + bad));
      expect("403", "403 closed", site.get("/shut/x", ACME + bad));
      expect("401", "401 missing", site.get("/any", GLOBEX));
      expect("401", "401 signature", site.get("/any", GLOBEX + bad));
      expect("401", "401 missing", site.get("/any"));
      expect("401", "401 missing", site.get("/any", "X-Workspace: nobody\r\n"));
      expect("400", "400 several_issuers", site.get("/any", ACME + GLOBEX + bad));
      clock.moveTo(START);
      expect("401", "401 missing", site.get("/any", ACME));
      expect("401", "401 expired", site.get("/any", ACME + old));
    }
  }

  @ParameterizedTest
  @EnumSource
  void issuerPickedByToken_isKnownByIt(Adapter adapter) throws Exception {
    try (Watchword watchword = tenants("kid").start();
        RawClient site = adapter.serve(watchword)) {
      String old = bearer(by("acme").kid("acme").expiringAt(Tokens.NOW.minusSeconds(99)).text());
      String other =
          bearer(by("globex").kid("globex").expiringAt(Tokens.NOW.minusSeconds(99)).text());
      expect("200 nobody", "would be 401 expired", site.get("/any", old));
      expect("401", "401 expired", site.get("/any", other));
      expect("401", "401 missing", site.get("/any"));
      expect("401", "401 unknown_issuer", site.get("/any", bearer(by("acme").kid("x").text())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void ruleBeforeItsDate_refusesNothing(Adapter adapter) throws Exception {
    try (Watchword watchword =
            builder()
                .set("watchword.secret", TestSecrets.text("acme"))
                .set("watchword.rules", "shut,new")
                .set("watchword.rule.shut", "/rest/shut/* deny from " + START)
                .set("watchword.rule.new", "/rest/new/* role admin from " + START)
                .start();
        RawClient site = adapter.serve(watchword)) {
      clock.moveTo(START.minusNanos(1));
      String alice = bearer(by("acme").text());
      expect("200 nobody", "would be 401 missing", site.get("/new/x"));
      expect("200 nobody", "would be 403 role", site.get("/new/x", alice));
      expect("200 nobody", "would be 403 closed", site.get("/shut/x", alice));
      expect("401", "401 missing", site.get("/any"));
      clock.moveTo(START);
      expect("401", "401 missing", site.get("/new/x"));
      expect("403", "403 role", site.get("/new/x", alice));
      expect("403", "403 closed", site.get("/shut/x", alice));
    }
  }
}
