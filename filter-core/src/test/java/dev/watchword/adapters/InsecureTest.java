package dev.watchword.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.http.RequestFacts;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 75: the switch for local testing works on this very machine and nowhere else. */
class InsecureTest {
  private static final String CALLER = "200 Caller[insecure]";

  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  private WatchwordBuilder inProfile(String profile) {
    Map<String, String> set = profile == null ? Map.of() : Map.of("mp.config.profile", profile);
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .source(SettingSource.of("test", false, set))
        .clock(new TestClock())
        .listener(events::add)
        .set("watchword.secret", TestSecrets.text("insecure"))
        .set("watchword.rules", "closed,admin")
        .set("watchword.rule.closed", "/rest/shut/* deny")
        .set("watchword.rule.admin", "/rest/admin/* role admin")
        .set("watchword.insecure", "true");
  }

  @ParameterizedTest
  @EnumSource
  void localRequest_needsNoToken(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(inProfile("dev").start())) {
      assertEquals(CALLER, site.get("/any").brief());
      assertEquals(CALLER, site.get("/any", "Authorization: Bearer x").brief());
      assertEquals(CALLER, site.get("/admin/x").brief());
      assertEquals(CALLER, site.get("/any", "Host: localhost:8080").brief());
      assertEquals(CALLER, site.get("/any", "Host: [::1]:8080").brief());
      assertEquals(5, events.size(), "each is told once");
      assertTrue(events.stream().noneMatch(GuardEvent::enforced));
      byte[] secret = TestSecrets.text("insecure").getBytes(StandardCharsets.US_ASCII);
      String alice = RawClient.bearer(Tokens.good().secret(secret).text());
      assertEquals("200 Caller[default/alice]", site.get("/any", alice).brief());
      assertEquals("403", site.get("/shut/x").brief()); // no matter of tokens
      assertEquals("403", site.get("/shut/x", alice).brief());
    }
  }

  @ParameterizedTest
  @EnumSource
  void requestByProxyOrOtherHostName_needsToken(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(inProfile("test").start())) {
      for (String host :
          List.of(
              "app.example", "localhost.app.example", "127.0.0.1.nip.io", "10.0.0.7", "[::2]")) {
        assertEquals("401", site.get("/any", "Host: " + host).brief(), host);
      }
      for (String header :
          List.of("Forwarded: for=127.0.0.1", "X-Forwarded-For: 127.0.0.1", "Via: 1.1 proxy")) {
        assertEquals("401", site.get("/any", header).brief(), header);
      }
      for (String name :
          List.of("X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Client-IP")) {
        assertEquals("401", site.get("/any", name + ": localhost").brief(), name);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERVLET")
  void annotations_areNotEnforcedForLocalRequests(Adapter adapter) throws Exception {
    try (RawClient site = adapter.serve(inProfile("dev").start())) {
      assertEquals(CALLER, site.get("/annotated").brief());
    }
  }

  @ParameterizedTest
  @EnumSource
  void otherwise_logSaysWhyNot(Adapter adapter) throws Exception {
    String why = "watchword.insecure does not apply: ";
    try (RawClient site = adapter.serve(inProfile("dev").start())) {
      assertEquals(CALLER, site.get("/any", "Host: app.localhost:8080").brief());
      events.clear();
      site.get("/any", "Host: localhost:8080", "Origin: http://localhost:5173");
      site.get("/any", "X-Forwarded-For: 127.0.0.1");
      site.get("/any", "Host: app.example");
      site.get("/any", "Authorization: Bearer x", "Via: 1.1 proxy");
      site.get("/shut/x", "Via: 1.1 proxy");
      List<String> details = events.stream().map(GuardEvent::detail).toList();
      assertEquals(5, details.size(), details::toString);
      String missing = "no token came with the request: ";
      assertEquals(
          missing + why + "Origin \"http://localhost:5173\" is not \"http://localhost:8080\"",
          details.get(0));
      assertEquals(
          missing + why + "the header X-Forwarded-For came, as from a proxy", details.get(1));
      assertEquals(missing + why + "the host \"app.example\" is not localhost", details.get(2));
      assertTrue(details.get(3).endsWith(": " + why + "the header Via came, as from a proxy"));
      assertFalse(details.get(4).contains(why), "closed to every client");
    }
  }

  private Pass passed(String remote, String local) {
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/x",
            "/x",
            null,
            remote,
            local,
            "localhost",
            "HTTP/1.1",
            name -> name.equals("Host") ? List.of("localhost") : List.of());
    try (Watchword watchword = inProfile("dev").start()) {
      return watchword.guard().check(facts) instanceof Pass pass ? pass : null;
    }
  }

  @Test
  void localRequest_hasLoopbackAtBothEndsOfSocket() {
    for (String loopback : List.of("127.0.0.1", "127.1.2.3", "::1", "0:0:0:0:0:0:0:1", "[::1]")) {
      Pass pass = passed(loopback, loopback);
      assertTrue(pass != null && pass.caller().isInsecure(), loopback);
    }
    for (String other : List.of("10.0.0.7", "203.0.113.7", "::2", "fe80::1", "localhost", "")) {
      assertEquals(null, passed(other, "127.0.0.1"), other);
      assertEquals(null, passed("127.0.0.1", other), other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod", "", "Dev", "development", "dev,prod"})
  void otherProfile_failsStart(String profile) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> inProfile(profile).start());
    assertTrue(refused.getMessage().contains("where mp.config.profile is dev or test"));
    assertThrows(SettingsException.class, () -> inProfile(null).start());
  }

  @Test
  void healthAndSummary_showInsecureMode() {
    try (Watchword on = inProfile("dev").start();
        Watchword off = inProfile("dev").set("watchword.insecure", "false").start()) {
      assertEquals("true", on.health().data().get("insecure"));
      assertEquals("false", off.health().data().get("insecure"));
      assertTrue(on.summary().stream().anyMatch(line -> line.startsWith("WARNING: requests on")));
      assertFalse(off.summary().toString().contains("insecure"));
    }
  }
}
