package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No method is a way around. */
@EachServer
class MethodTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "read")
        .set("rule.read", "GET /read public")
        .page(
            "/*",
            (request, response) -> {
              response.setHeader("X-Reached", request.getMethod());
              response.getWriter().print(TestPage.who(request));
            });
  }

  @Test
  void everyMethodOnGuardedPath_needsToken() throws Exception {
    List<String> methods =
        List.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO", "get", "PROPFIND");
    for (String method : methods) {
      RawHttp.Reply reply = site.call(method, "/api", "Content-Length: 0");
      assertEquals(401, reply.status(), method);
      assertNull(reply.header("X-Reached"), method);
      reply = site.call(method, "/api", "Content-Length: 0", bearer(ALICE));
      assertEquals(method, reply.header("X-Reached"));
    }
  }

  @Test // requirement 48
  void refusedHead_hasHeadersAndNoBody() throws Exception {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n\r\n";
    try (RawHttp connection = site.connect()) {
      RawHttp.Reply reply = connection.send("HEAD /api" + host);
      assertEquals(401, reply.status());
      assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
      assertTrue(Integer.parseInt(reply.header("Content-Length")) > 0);
      assertEquals(401, connection.send("GET /api" + host).status(), "no body was left over");
    }
  }

  @Test
  void knownMethodOnOpenPath_needsNoToken() throws Exception {
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")) {
      RawHttp.Reply reply = site.call(method, "/public/x", "Content-Length: 0");
      assertEquals(method, reply.header("X-Reached"));
    }
  }

  @Test // requirement 54
  void unknownMethodOnOpenPath_needsToken() throws Exception {
    for (String method : List.of("FOO", "get", "Get", "PROPFIND")) {
      assertEquals(401, site.call(method, "/public/x", "Content-Length: 0").status(), method);
      RawHttp.Reply reply = site.call(method, "/public/x", "Content-Length: 0", bearer(ALICE));
      assertEquals(method, reply.header("X-Reached"));
    }
  }

  @Test // requirement 54
  void head_isAsOpenAsGet() throws Exception {
    assertEquals("GET", site.call("GET", "/read").header("X-Reached"));
    assertEquals("HEAD", site.call("HEAD", "/read").header("X-Reached"));
    assertEquals(401, site.call("POST", "/read", "Content-Length: 0").status());
    assertEquals(401, site.call("OPTIONS", "/read").status());
  }

  @Test
  void traceWithoutToken_echoesNothing() throws Exception {
    RawHttp.Reply reply = site.call("TRACE", "/api", "X-Mine: yes");
    assertTrue(reply.status() == 401 || reply.status() == 405, "status " + reply.status());
    assertNull(reply.header("X-Reached"));
    assertNotEquals(200, site.call("TRACE", "/public/x").status());
  }

  @Test // requirement 42
  void methodOverrideHeader_isIgnored() throws Exception {
    RawHttp.Reply reply =
        site.call("POST", "/read", "Content-Length: 0", "X-HTTP-Method-Override: GET");
    assertEquals(401, reply.status());
  }

  @Test // requirement 54
  void preflightWithoutCors_needsToken() throws Exception {
    RawHttp.Reply reply =
        site.call(
            "OPTIONS", "/api", "Origin: https://app.example", "Access-Control-Request-Method: GET");
    assertEquals(401, reply.status());
    assertNull(reply.header("Access-Control-Allow-Origin"));
  }
}
