package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.Watchword;
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

/** Until a date nothing is refused, and it is told why it would be; from then on it is. */
class DryRunTest {
  private static final Instant START = Tokens.NOW.plusSeconds(60);
  private static final byte[] SECRET =
      TestSecrets.text("trial").getBytes(StandardCharsets.US_ASCII);

  private final TestClock clock = new TestClock();
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(clock)
        .listener(events::add)
        .set("watchword.secret", TestSecrets.text("trial"))
        .set("watchword.enforce.from", START.toString())
        .set("watchword.rules", "closed,admin")
        .set("watchword.rule.closed", "/rest/shut/* deny")
        .set("watchword.rule.admin", "/rest/admin/* role admin")
        .start();
  }

  private static String alice() {
    return bearer(Tokens.good().secret(SECRET).text());
  }

  /** What was told of the last request: status, word, and whether it was refused. */
  private String told() {
    assertEquals(1, events.size(), events::toString);
    GuardEvent event = events.remove(0);
    assertNull(event.reason() == null ? null : event.caller());
    return event.reason() == null
        ? "passed"
        : (event.enforced() ? "" : "would be ") + event.status() + " " + event.reason().code();
  }

  private void expect(String outcome, String told, RawClient.Reply reply) {
    assertEquals(outcome, reply.brief(), reply::body);
    assertEquals(told, told());
  }

  @ParameterizedTest
  @EnumSource
  void beforeDate_everythingPassesWithoutCaller(Adapter adapter) throws Exception {
    String bad = bearer(Tokens.good().signedBy("stranger").text());
    String old =
        bearer(Tokens.good().secret(SECRET).expiringAt(Tokens.NOW.minusSeconds(99)).text());
    try (RawClient site = adapter.serve(watchword())) {
      clock.moveTo(START.minusNanos(1));
      expect("200 nobody", "would be 401 missing", site.get("/any"));
      expect("200 nobody", "would be 401 signature", site.get("/any", bad));
      expect("200 nobody", "would be 401 expired", site.get("/any", old));
      expect("200 nobody", "would be 401 malformed", site.get("/any", bearer("x")));
      expect("200 nobody", "would be 400 several_tokens", site.get("/any", alice(), alice()));
      expect("200 nobody", "would be 403 role", site.get("/admin/x", alice()));
      expect("200 nobody", "would be 403 closed", site.get("/shut/x", alice()));
      expect("200 Caller[default/alice]", "passed", site.get("/any", alice()));
      clock.moveTo(START);
      expect("401", "401 missing", site.get("/any"));
      expect("401", "401 signature", site.get("/any", bad));
      expect("401", "401 expired", site.get("/any", old));
      expect("403", "403 role", site.get("/admin/x", alice()));
      expect("403", "403 closed", site.get("/shut/x", alice()));
      expect("200 Caller[default/alice]", "passed", site.get("/any", alice()));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERVLET")
  void annotationsBeforeDate_areNotEnforcedEither(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(watchword())) {
      RawClient.Reply reply = site.get("/annotated", alice());
      assertEquals("200 nobody", reply.brief(), reply::body);
      assertEquals(2, events.size(), events::toString);
      events.remove(0); // the rule had nothing against it
      assertEquals("would be 403 role", told());
      expect("200 nobody", "would be 401 missing", site.get("/annotated"));
      reply = site.get("/annotated/closed", alice());
      assertEquals("200 nobody", reply.brief(), reply::body);
      events.remove(0);
      assertEquals("would be 403 closed", told());
      clock.moveTo(START);
      assertEquals(403, site.get("/annotated", alice()).status());
      assertEquals(401, site.get("/annotated").status());
      assertEquals(403, site.get("/annotated/closed", alice()).status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SERVLET")
  void forward_isNotReportedTwice(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(watchword())) {
      expect("200 nobody", "would be 401 missing", site.get("/forward/any"));
      clock.moveTo(START);
      expect("401", "401 missing", site.get("/forward/any"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyBadTokens_areReportedAsTheyWouldBeRefused(Adapter adapter) throws Exception {
    String bad = bearer(Tokens.good().signedBy("stranger").text());
    try (RawClient site = adapter.serve(watchword())) {
      for (int i = 0; i < 20; i++) {
        expect("200 nobody", "would be 401 signature", site.get("/any", bad));
      }
      expect("200 nobody", "would be 429 failures_limited", site.get("/any", bad));
      expect("200 Caller[default/alice]", "passed", site.get("/any", alice()));
    }
  }
}
