package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.settings.SettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the demo says when it is ready can be pasted, and is true. */
class WelcomeTest {
  private static final Pattern TOKEN = Pattern.compile("Bearer (eyJ[\\w.-]+)\"");
  private static final Duration STARTED_IN = Duration.ofMillis(1900);

  private static void assertPastedTokenGets(int status, Demo demo) throws Exception {
    Matcher token = TOKEN.matcher(demo.welcome(STARTED_IN));
    assertTrue(token.find());
    RawHttp.Reply reply = RawHttp.get(demo, "/api/echo", RawHttp.bearer(token.group(1)));
    assertEquals(status, reply.status(), reply.body());
  }

  @Test
  void welcome_hasAddressSecretAndWorkingToken() throws Exception {
    String secret = DemoFixture.secret();
    try (Demo demo = DemoFixture.start(secret, Map.of())) {
      String text = demo.welcome(STARTED_IN);
      assertTrue(
          text.startsWith(
              "Watchword demo: http://127.0.0.1:" + demo.port() + "/    ready in 1.9 s   (DEMO_"),
          text);
      assertTrue(text.contains("  secret   " + secret + "   made for this run"), text);
      assertTrue(text.contains("-> 200 alice (good for 8 hours)"), text);
      assertPastedTokenGets(200, demo);
    }
  }

  @Test
  void configuredSecret_isNotPrinted() throws Exception {
    String secret = DemoFixture.secret();
    Map<String, String> settings = Map.of("watchword.secret", secret);
    try (Demo demo = DemoFixture.start(new DemoSettings("127.0.0.1", 0, ""), settings)) {
      String text = demo.welcome(STARTED_IN);
      assertFalse(text.contains(secret), "the secret is printed");
      assertTrue(text.contains("  secret   yours, from the configuration"), text);
      assertPastedTokenGets(200, demo);
    }
  }

  @Test
  void configuredRules_areFollowed() throws Exception {
    Map<String, String> settings =
        Map.of(
            "watchword.iss", "https://issuer.example",
            "watchword.audiences", "demo",
            "watchword.maxlifetime", "15m");
    try (Demo demo = DemoFixture.start(DemoFixture.secret(), settings)) {
      String text = demo.welcome(STARTED_IN);
      assertTrue(text.contains("-> 200 alice (good for 15 minutes)"), text);
      assertPastedTokenGets(200, demo);
    }
  }

  @Test
  void claimThatNoIssuedTokenHas_stopsStart() {
    Map<String, String> settings = Map.of("watchword.claims", "tenant");
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> DemoFixture.start(DemoFixture.secret(), settings));
    assertTrue(refused.mistakes().get(0).contains("the required claim 'tenant' is missing"));
  }

  @Test
  void severalIssuers_needNoSecretOfDemo() throws Exception {
    Map<String, String> settings =
        Map.of(
            "watchword.issuers",
            "acme,globex",
            "watchword.issuer.acme.secret",
            DemoFixture.secret(),
            "watchword.issuer.acme.kid",
            "acme",
            "watchword.issuer.globex.secret",
            DemoFixture.secret());
    try (Demo demo = DemoFixture.start(new DemoSettings("127.0.0.1", 0, ""), settings)) {
      assertPastedTokenGets(200, demo);
    }
  }
}
