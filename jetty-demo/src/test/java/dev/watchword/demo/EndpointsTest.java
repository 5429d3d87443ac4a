package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint, with and without a token. */
class EndpointsTest {
  private static Demo demo;
  private static String token;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoFixture.start(DemoFixture.secret(), Map.of("watchword.limit.failures", "off"));
    token = DemoFixture.token(demo, "alice");
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static void assertRefused(String code, RawHttp.Reply reply) {
    assertEquals(401, reply.status(), reply.head());
    assertTrue(reply.body().contains("\"code\":\"" + code + "\""), reply.body());
    assertEquals("application/problem+json", reply.header("Content-Type").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/echo", "/rest/echo"})
  void echo_showsCaller(String path) throws Exception {
    assertRefused("token_missing", RawHttp.get(demo, path));
    assertRefused("token_invalid", RawHttp.get(demo, path, bearer(DemoFixture.changed(token))));

    RawHttp.Reply reply = RawHttp.get(demo, path, bearer(token));
    assertEquals(200, reply.status(), reply.head());
    assertTrue(reply.body().startsWith("{\"caller\":\"alice\",\"id\":\"default/alice\""), path);
    assertTrue(reply.body().contains("\"claims\":{\"sub\":\"alice\",\"iat\":"), reply.body());
  }

  @Test
  void demosSideBySide_eachAnswerForThemselves() throws Exception {
    for (int turn = 0; turn < 2; turn++) {
      try (Demo other = DemoFixture.start(DemoFixture.secret(), Map.of())) {
        String alice = bearer(DemoFixture.token(other, "alice"));
        String answer = RawHttp.get(other, "/rest/echo", alice).body();
        assertTrue(answer.endsWith("\"run\":1}"), answer);
        assertEquals(200, RawHttp.get(demo, "/rest/echo", bearer(token)).status());
      }
    }
  }

  @Test
  void freshworksMiddleware_isServedWithToken() throws Exception {
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertRefused("token_missing", RawHttp.post(demo, "/auth-test", "foo=bar", form));
    assertRefused(
        "token_invalid",
        RawHttp.post(demo, "/auth-test", "foo=bar", form, "auth: " + DemoFixture.changed(token)));

    RawHttp.Reply reply = RawHttp.post(demo, "/auth-test", "foo=bar", form, "auth: " + token);
    assertEquals(200, reply.status(), reply.head());
    assertEquals("{\"message\":\"ok\"}", reply.body());
    assertEquals("read", reply.header("Demo-Form").orElseThrow());

    RawHttp.Reply bare = RawHttp.post(demo, "/auth-test", "", "Authorization: " + token);
    assertEquals(200, bare.status(), bare.head());
    assertEquals("none", bare.header("Demo-Form").orElseThrow());
  }

  @Test
  void openPaths_needNoToken() throws Exception {
    RawHttp.Reply ping = RawHttp.get(demo, "/public/ping");
    assertEquals("{\"pong\":true}", ping.body());
    assertTrue(ping.header("RateLimit").isPresent(), ping.head());

    RawHttp.Reply health = RawHttp.get(demo, "/health");
    assertEquals(200, health.status());
    assertTrue(health.body().startsWith("{\"status\":\"UP\",\"checks\":[{\"name\":\"watchword\""));

    for (String path : List.of("/", "/console.js", "/watchword.js", "/public/ping", "/health")) {
      assertEquals(200, RawHttp.get(demo, path).status(), path);
      assertEquals(200, RawHttp.get(demo, path, bearer("rubbish")).status(), path);
    }
  }

  @Test
  void otherPathsAndMethods_areRefused() throws Exception {
    for (String path :
        List.of("/nothing", "/api", "/rest/x", "/index.html", "/Health", "/mint", "/reason/x")) {
      assertRefused("token_missing", RawHttp.get(demo, path));
    }
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO")) {
      assertRefused("token_missing", RawHttp.call(demo, method, "/api/echo"));
    }
    assertEquals(404, RawHttp.get(demo, "/nothing", bearer(token)).status());
  }

  @Test
  void unsupportedMethod_isAnswered405() throws Exception {
    List<String> paths = List.of("/", "/public/ping", "/health", "/api/echo", "/rest/echo", "/no");
    for (String path : paths) {
      for (String method : List.of("PUT", "PATCH", "TRACE", "FOO")) {
        RawHttp.Reply reply = RawHttp.call(demo, method, path, bearer(token));
        assertEquals(405, reply.status(), method + " " + path);
        assertFalse(reply.body().contains(token), method + " " + path);
      }
    }
  }

  @Test
  void error_repeatsNothingOfRequest() throws Exception {
    for (String path : List.of("/", "/public/", "/rest/", "/rest/echo/", "/api/")) {
      RawHttp.Reply reply = RawHttp.get(demo, path + token, bearer(token));
      assertEquals(404, reply.status(), path);
      assertEquals("{\"error\":\"Not Found\"}", reply.body());
    }
    RawHttp.Reply malformed = RawHttp.get(demo, "/%zz" + token);
    assertEquals("{\"error\":\"Bad Request\"}", malformed.body());
  }

  @Test
  void mint_signsTokens() throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/mint", "{\"sub\":\"bob\",\"seconds\":900}");
    assertEquals(200, reply.status(), reply.head());
    assertTrue(RawHttp.get(demo, "/api/echo", bearer(minted(reply))).body().contains("\"bob\""));

    RawHttp.Reply expired = RawHttp.post(demo, "/mint", "{\"seconds\":-3600}");
    assertRefused("token_expired", RawHttp.get(demo, "/api/echo", bearer(minted(expired))));
  }

  private static String minted(RawHttp.Reply reply) {
    return reply.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[[[[",
        "{\"sub\":\"\"}",
        "{\"sub\":\"a\\u0000b\"}",
        "{\"sub\":{}}",
        "{\"seconds\":86401}",
        "{\"seconds\":-9223372036854775808}",
        "{\"seconds\":-1e300}",
        "{\"seconds\":1e999999999}"
      })
  void badMintRequest_isAnswered400(String wish) throws Exception {
    assertEquals(400, RawHttp.post(demo, "/mint", wish).status());
  }

  @Test
  void reason_tellsWhyCallWasRefused() throws Exception {
    RawHttp.Reply refused = RawHttp.get(demo, "/api/echo", bearer(DemoFixture.changed(token)));
    String id = refused.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    RawHttp.Reply reason = RawHttp.get(demo, "/reason?id=" + id);
    assertEquals(200, reason.status());
    assertTrue(reason.body().contains("\"reason\":\"signature\""), reason.body());
    assertEquals("{}", RawHttp.get(demo, "/reason?id=unknown").body());
    assertEquals("{}", RawHttp.get(demo, "/reason").body());
  }

  @Test
  void runs_countsCallsThatReachedApplication() throws Exception {
    String before = RawHttp.get(demo, "/runs").body();
    RawHttp.get(demo, "/api/echo");
    assertEquals(before, RawHttp.get(demo, "/runs").body());
    RawHttp.get(demo, "/api/echo", bearer(token));
    int runs = Integer.parseInt(before.replaceAll("\\D", ""));
    assertEquals("{\"runs\":" + (runs + 1) + "}", RawHttp.get(demo, "/runs").body());
  }
}
