package dev.watchword.demo;

import static dev.watchword.demo.Http.bearer;
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
    demo = Demos.start(Demos.secret(), Map.of("watchword.limit.failures", "off"));
    token = Demos.token(demo, "alice");
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static void assertRefused(String code, Http.Reply reply) {
    assertEquals(401, reply.status(), reply.head());
    assertTrue(reply.body().contains("\"code\":\"" + code + "\""), reply.body());
    assertEquals("application/problem+json", reply.header("Content-Type").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/echo", "/rest/echo"})
  void echoesWhoCalls(String path) throws Exception {
    assertRefused("token_missing", Http.get(demo, path));
    assertRefused("token_invalid", Http.get(demo, path, bearer(Demos.changed(token))));

    Http.Reply reply = Http.get(demo, path, bearer(token));
    assertEquals(200, reply.status(), reply.head());
    assertTrue(reply.body().startsWith("{\"caller\":\"alice\",\"id\":\"default/alice\""), path);
    assertTrue(reply.body().contains("\"claims\":{\"sub\":\"alice\",\"iat\":"), reply.body());
  }

  @Test
  void theFreshworksSamplesMiddleware() throws Exception {
    String form = "Content-Type: application/x-www-form-urlencoded";
    assertRefused("token_missing", Http.post(demo, "/auth-test", "foo=bar", form));
    assertRefused(
        "token_invalid",
        Http.post(demo, "/auth-test", "foo=bar", form, "auth: " + Demos.changed(token)));

    Http.Reply reply = Http.post(demo, "/auth-test", "foo=bar", form, "auth: " + token);
    assertEquals(200, reply.status(), reply.head());
    assertEquals("{\"message\":\"ok\"}", reply.body());
    assertEquals("read", reply.header("Demo-Form").orElseThrow());

    Http.Reply bare = Http.post(demo, "/auth-test", "", "Authorization: " + token);
    assertEquals(200, bare.status(), bare.head());
    assertEquals("none", bare.header("Demo-Form").orElseThrow());
  }

  @Test
  void openPathsNeedNoToken() throws Exception {
    Http.Reply ping = Http.get(demo, "/public/ping");
    assertEquals("{\"pong\":true}", ping.body());
    assertTrue(ping.header("RateLimit").isPresent(), ping.head());

    Http.Reply health = Http.get(demo, "/health");
    assertEquals(200, health.status());
    assertTrue(health.body().startsWith("{\"status\":\"UP\",\"checks\":[{\"name\":\"watchword\""));

    for (String path : List.of("/", "/style.css", "/console.js", "/public/ping", "/health")) {
      assertEquals(200, Http.get(demo, path).status(), path);
      assertEquals(200, Http.get(demo, path, bearer("rubbish")).status(), path);
    }
  }

  @Test
  void everythingElseIsRefused() throws Exception {
    for (String path :
        List.of("/nothing", "/api", "/rest/x", "/index.html", "/Health", "/mint", "/reason/x")) {
      assertRefused("token_missing", Http.get(demo, path));
    }
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO")) {
      assertRefused("token_missing", Http.call(demo, method, "/api/echo"));
    }
    assertEquals(404, Http.get(demo, "/nothing", bearer(token)).status());
  }

  @Test
  void methodsThatAServletDoesNotKnow() throws Exception {
    List<String> paths = List.of("/", "/public/ping", "/health", "/api/echo", "/rest/echo", "/no");
    for (String path : paths) {
      for (String method : List.of("PUT", "PATCH", "TRACE", "FOO")) {
        Http.Reply reply = Http.call(demo, method, path, bearer(token));
        assertEquals(405, reply.status(), method + " " + path);
        assertFalse(reply.body().contains(token), method + " " + path);
      }
    }
  }

  @Test
  void anErrorRepeatsNothingOfTheRequest() throws Exception {
    for (String path : List.of("/", "/public/", "/rest/", "/rest/echo/", "/api/")) {
      Http.Reply reply = Http.get(demo, path + token, bearer(token));
      assertEquals(404, reply.status(), path);
      assertEquals("{\"error\":\"Not Found\"}", reply.body());
    }
    Http.Reply malformed = Http.get(demo, "/%zz" + token);
    assertEquals("{\"error\":\"Bad Request\"}", malformed.body());
  }

  @Test
  void mintsTokens() throws Exception {
    Http.Reply reply = Http.post(demo, "/mint", "{\"sub\":\"bob\",\"seconds\":900}");
    assertEquals(200, reply.status(), reply.head());
    assertTrue(Http.get(demo, "/api/echo", bearer(minted(reply))).body().contains("\"bob\""));

    Http.Reply expired = Http.post(demo, "/mint", "{\"seconds\":-3600}");
    assertRefused("token_expired", Http.get(demo, "/api/echo", bearer(minted(expired))));
  }

  private static String minted(Http.Reply reply) {
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
  void wishesThatCannotBeGranted(String wish) throws Exception {
    assertEquals(400, Http.post(demo, "/mint", wish).status());
  }

  @Test
  void tellsWhyACallWasRefused() throws Exception {
    Http.Reply refused = Http.get(demo, "/api/echo", bearer(Demos.changed(token)));
    String id = refused.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    Http.Reply reason = Http.get(demo, "/reason?id=" + id);
    assertEquals(200, reason.status());
    assertTrue(reason.body().contains("\"reason\":\"signature\""), reason.body());
    assertEquals("{}", Http.get(demo, "/reason?id=unknown").body());
    assertEquals("{}", Http.get(demo, "/reason").body());
  }

  @Test
  void countsHowOftenTheApplicationWasReached() throws Exception {
    String before = Http.get(demo, "/runs").body();
    Http.get(demo, "/api/echo");
    assertEquals(before, Http.get(demo, "/runs").body());
    Http.get(demo, "/api/echo", bearer(token));
    int runs = Integer.parseInt(before.replaceAll("\\D", ""));
    assertEquals("{\"runs\":" + (runs + 1) + "}", Http.get(demo, "/runs").body());
  }
}
