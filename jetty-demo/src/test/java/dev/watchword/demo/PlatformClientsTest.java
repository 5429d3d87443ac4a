package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What app platforms send, by their own libraries where there are some, against the demo with one
 * profile. {@code clients/platform.mjs} has the tokens; the pages in docs/vendors say whence.
 */
class PlatformClientsTest {
  private static final String ORDINARY = "POST /auth-test";

  private static Demo start(String profile, String secret, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("watchword.limit.failures", "off"));
    settings.put("watchword.profile", profile);
    settings.put("watchword.rule.authtest", ORDINARY);
    settings.putAll(more);
    return DemoFixture.start(secret, settings);
  }

  private static String call(Demo demo, String secret, String platform, String path, String spoiled)
      throws Exception {
    String url = "http://127.0.0.1:" + demo.port() + path;
    return CLIENTS.node(Map.of("SECRET", secret), "platform.mjs", platform, url, spoiled);
  }

  private static void assertRefused(String answer) {
    assertTrue(answer.startsWith("401 "), answer);
    assertTrue(answer.contains("\"code\":\"token_invalid\""), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "shopify, shopify, 42",
    "monday-page, monday, 4012689",
    "zendesk, zendesk, u-42",
    "livekit-room, livekit, jane",
    "stream, stream, jane",
    "hasura, hasura, 42",
    "supabase, supabase, b6a7a2a0-1c55-4a3e-9f43-0a8d0f0f0f0f",
    "userjot, userjot, u-42",
  })
  void tokenOfPlatform_namesItsUser(String platform, String profile, String caller)
      throws Exception {
    String secret = DemoFixture.secret();
    try (Demo demo = start(profile, secret, Map.of())) {
      String served = call(demo, secret, platform, "/api/echo", "");
      assertTrue(served.startsWith("200 {\"caller\":\"" + caller + "\""), served);
      assertRefused(call(demo, secret, platform, "/api/echo", "token"));
      assertRefused(call(demo, DemoFixture.secret(), platform, "/api/echo", ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"monday, monday", "onlyoffice, onlyoffice"})
  void callOfPlatform_isServed(String platform, String profile) throws Exception {
    String secret = DemoFixture.secret();
    try (Demo demo = start(profile, secret, Map.of())) {
      assertEquals("200 {\"message\":\"ok\"}", call(demo, secret, platform, "/auth-test", ""));
      for (String spoiled : List.of("token", "late")) {
        assertRefused(call(demo, secret, platform, "/auth-test", spoiled));
      }
      assertRefused(call(demo, DemoFixture.secret(), platform, "/auth-test", ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"vonage, payload_hash", "livekit, sha256"})
  void webhookOfPlatform_isServedWithItsOwnBodyOnly(String platform, String claim)
      throws Exception {
    String secret = DemoFixture.secret();
    Map<String, String> rule = Map.of("watchword.rule.authtest", ORDINARY + " bodyhash " + claim);
    try (Demo demo = start(platform, secret, rule)) {
      assertEquals("200 {\"message\":\"ok\"}", call(demo, secret, platform, "/auth-test", ""));
      for (String spoiled : List.of("token", "body")) {
        assertRefused(call(demo, secret, platform, "/auth-test", spoiled));
      }
      assertRefused(call(demo, DemoFixture.secret(), platform, "/auth-test", ""));
    }
  }

  @Test
  void clientOfGhost_isServedWithKeyInHexadecimal() throws Exception {
    String secret = DemoFixture.secret();
    try (Demo demo = start("ghost", "hex:" + secret, Map.of())) {
      String served = call(demo, secret, "ghost", "/api/echo", "");
      assertTrue(served.startsWith("200 "), served);
      assertRefused(call(demo, secret, "ghost", "/api/echo", "token"));
      assertRefused(call(demo, DemoFixture.secret(), "ghost", "/api/echo", ""));
    }
    try (Demo demo = start("ghost", secret, Map.of())) {
      assertRefused(call(demo, secret, "ghost", "/api/echo", "")); // the text of a key is no key
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shopify, shopify, late",
    "vonage, vonage, late",
    "supabase, supabase, late",
    "stream-server, stream, ''",
    "zendesk-other, zendesk, ''",
    "supabase-anon, supabase, ''",
    "stream, livekit, ''",
    "hasura, supabase, ''",
    "userjot, ghost, ''",
    "livekit-room, vonage, ''"
  })
  void otherTokenUnderSameSecret_isRefused(String platform, String profile, String spoiled)
      throws Exception {
    String secret = DemoFixture.secret();
    try (Demo demo = start(profile, secret, Map.of("watchword.source", "authorization"))) {
      assertRefused(call(demo, secret, platform, "/api/echo", spoiled));
    }
  }
}
