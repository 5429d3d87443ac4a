package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What app platforms send, by their own libraries where there are some, against an application with
 * one profile. {@code clients/platform.mjs} has the tokens, docs/vendors says where they are from.
 */
class PlatformClientsTest {
  private static PlatformSite site(String profile, String secret, String rule) throws Exception {
    return PlatformSite.start(
        secret,
        Map.of(
            "watchword.profile",
            profile,
            "watchword.limit.failures",
            "off",
            "watchword.rules",
            "hook",
            "watchword.rule.hook",
            rule));
  }

  private static String call(PlatformSite site, String secret, String platform, String spoiled)
      throws Exception {
    return CLIENTS.node(Map.of("SECRET", secret), "platform.mjs", platform, site.url(), spoiled);
  }

  private static void assertRefused(String answer) {
    assertTrue(answer.startsWith("401 "), answer);
    assertTrue(answer.contains("\"code\":\"token_"), answer);
  }

  @ParameterizedTest
  @CsvSource({
    "shopify, shopify, 42 0",
    "monday, monday, 4012689 36",
    "monday-page, monday, 4012689 0",
    "vonage, vonage, a1b2c3d4 36",
    "zendesk, zendesk, u-42 0",
    "onlyoffice, onlyoffice, default 36",
    "livekit, livekit, devkey 36",
    "livekit-room, livekit, jane 0",
    "stream, stream, jane 0",
    "hasura, hasura, 42 0",
    "supabase, supabase, b6a7a2a0-1c55-4a3e-9f43-0a8d0f0f0f0f 0",
    "userjot, userjot, u-42 0",
  })
  void callOfPlatform_isServedWithItsOwnSecretOnly(String platform, String profile, String name)
      throws Exception {
    String secret = DemoFixture.secret();
    try (PlatformSite site = site(profile, secret, "/hook token")) {
      assertEquals("200 " + name, call(site, secret, platform, ""));
      assertRefused(call(site, secret, platform, "token"));
      assertRefused(call(site, DemoFixture.secret(), platform, ""));
    }
  }

  @ParameterizedTest
  @CsvSource({"vonage, payload_hash, a1b2c3d4", "livekit, sha256, devkey"})
  void webhookOfPlatform_isServedWithItsOwnBodyOnly(String platform, String claim, String name)
      throws Exception {
    String secret = DemoFixture.secret();
    try (PlatformSite site = site(platform, secret, "POST /hook bodyhash " + claim)) {
      assertEquals("200 " + name + " 36", call(site, secret, platform, ""));
      assertRefused(call(site, secret, platform, "body"));
    }
  }

  @ParameterizedTest
  @CsvSource({"atlassian, scheme:JWT", "atlassian-frame, 'query:jwt kind signed'"})
  void callOfAtlassian_isServedForItsOwnRequestOnly(String platform, String source)
      throws Exception {
    String secret = DemoFixture.secret();
    try (PlatformSite site = site("atlassian", secret, "/hook qsh / source " + source)) {
      assertEquals("200 account-1 0", call(site, secret, platform, ""));
      assertRefused(call(site, secret, platform, "query"));
      assertRefused(call(site, secret, platform, "late"));
      assertRefused(call(site, DemoFixture.secret(), platform, ""));
    }
    try (PlatformSite site = site("atlassian", secret, "/hook qsh /jira source " + source)) {
      assertRefused(call(site, secret, platform, "")); // the base is not that of the app
    }
  }

  @Test
  void tokenOfAtlassiansPage_isServedWhereRuleNamesIt() throws Exception {
    String secret = DemoFixture.secret();
    try (PlatformSite site = site("atlassian", secret, "/hook qsh /")) {
      assertRefused(call(site, secret, "atlassian-page", ""));
      assertRefused(call(site, secret, "atlassian", "method"));
    }
    try (PlatformSite site = site("atlassian", secret, "/hook qsh / or context-qsh")) {
      assertEquals("200 account-1 0", call(site, secret, "atlassian-page", ""));
      assertEquals("200 account-1 0", call(site, secret, "atlassian", ""));
      assertRefused(call(site, secret, "atlassian", "query"));
    }
  }

  @Test
  void claimsOfHasuraAsText_areReadWhereSettingsSayIt() throws Exception {
    String secret = DemoFixture.secret();
    String rule = "/hook token role editor";
    try (PlatformSite site = site("hasura", secret, rule)) {
      assertEquals("200 42 0", call(site, secret, "hasura", ""));
      assertRefused(call(site, secret, "hasura-text", ""));
    }
    var both = Map.of("watchword.relax", "jsontext", "watchword.profile", "hasura");
    try (PlatformSite site = PlatformSite.start(secret, both)) {
      assertEquals("200 42 0", call(site, secret, "hasura-text", ""));
      assertRefused(call(site, secret, "hasura-text", "token"));
    }
  }

  @Test
  void clientOfGhost_isServedWithKeyInHexadecimal() throws Exception {
    String secret = "00" + DemoFixture.secret() + "01"; // a NUL byte, but not at the end
    try (PlatformSite site = site("ghost", "hex:" + secret, "/hook token")) {
      assertEquals("200 default 0", call(site, secret, "ghost", ""));
      assertRefused(call(site, secret, "ghost", "token"));
      assertRefused(call(site, DemoFixture.secret(), "ghost", ""));
    }
    try (PlatformSite site = site("ghost", secret, "/hook token")) {
      assertRefused(call(site, secret, "ghost", "")); // the text of a key is another key
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shopify, shopify, late", "vonage, vonage, late", "monday, monday, late",
    "onlyoffice, onlyoffice, late", "supabase, supabase, late", "userjot, userjot, late",
    "stream-server, stream, ''", "zendesk-other, zendesk, ''", "supabase-anon, supabase, ''",
    "stream, livekit, ''", "hasura, supabase, ''", "userjot, ghost, ''",
    "livekit-room, vonage, ''", "userjot, shopify, ''", "supabase, userjot, ''"
  })
  void otherTokenUnderSameSecret_isRefused(String platform, String profile, String spoiled)
      throws Exception {
    String secret = DemoFixture.secret();
    try (PlatformSite site = site(profile, secret, "/hook source authorization")) {
      assertRefused(call(site, secret, platform, spoiled));
    }
  }
}
