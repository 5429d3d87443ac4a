package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The filter leaves body and parameters to the application. */
@EachServer
class BodyTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "sample,query")
        .set("rule.sample", "/auth-test source header:auth")
        .set("rule.query", "/query kind signed source bearer,query:access_token")
        .page(
            "/auth-test", (request, response) -> middleware(request.getParameter("foo"), response))
        .page(
            "/form", (request, response) -> response.getWriter().print(request.getParameter("foo")))
        .page("/query", BodyTest::echo)
        .page("/body", BodyTest::echo);
  }

  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    response.getWriter().print(new String(body, StandardCharsets.UTF_8));
  }

  private static void middleware(String foo, HttpServletResponse response) throws IOException {
    assertEquals("bar", foo);
    response.setContentType("application/json");
    response.getWriter().print("{\"message\":\"ok\"}");
  }

  /** As the package request 2.72.0 sends it. */
  private RawHttp.Reply freshworks(String token) throws Exception {
    String request =
        "POST /auth-test HTTP/1.1\r\nauth: "
            + token
            + "\r\nhost: localhost:"
            + site.port()
            + "\r\ncontent-type: application/x-www-form-urlencoded\r\n"
            + "content-length: 7\r\nConnection: close\r\n\r\nfoo=bar";
    try (RawHttp connection = site.connect()) {
      return connection.send(request);
    }
  }

  private static String freshworksToken(String secret) {
    long now = Instant.now().getEpochSecond();
    return LiveTokens.signed(
        secret, "{\"type\":\"jwt\",\"iat\":" + now + ",\"exp\":" + (now + 3600) + "}");
  }

  @Test
  void freshworksSample_isServed() throws Exception {
    RawHttp.Reply reply = freshworks(freshworksToken(SECRET));
    assertEquals(200, reply.status());
    assertEquals("{\"message\":\"ok\"}", reply.body());
  }

  @Test
  void freshworksSampleWithOtherSecret_isRefused() throws Exception {
    RawHttp.Reply reply = freshworks(freshworksToken(LiveTokens.secret()));
    assertEquals(401, reply.status());
    assertTrue(reply.body().contains("token_invalid"), reply.body());
  }

  @Test
  void advice_namesExpectedHeader() throws Exception {
    RawHttp.Reply reply = site.post("/auth-test", "foo=bar", bearer(ALICE));
    assertEquals(401, reply.status());
    assertTrue(reply.body().contains("Send the header auth: <token>."), reply.body());
  }

  @Test
  void form_staysReadable() throws Exception {
    assertEquals("bar", site.post("/form", "foo=bar", bearer(ALICE)).body());
  }

  @Test // requirement 38
  void formBody_staysReadableAsBody() throws Exception {
    assertEquals("foo=bar", site.post("/body", "foo=bar", bearer(ALICE)).body());
    assertEquals("foo=bar", site.post("/query?a=b", "foo=bar", bearer(ALICE)).body());
  }

  @Test // requirement 38
  void tokenInForm_isIgnored() throws Exception {
    RawHttp.Reply reply = site.post("/query", "access_token=" + ALICE);
    assertEquals(401, reply.status());
  }

  @Test
  void refusedBody_doesNotBecomeNextRequest() throws Exception {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n";
    String smuggled = "GET /body" + host + bearer(ALICE) + "\r\n\r\n";
    String first = "POST /body" + host + "Content-Length: " + smuggled.length() + "\r\n\r\n";
    try (RawHttp connection = site.connect()) {
      assertEquals(401, connection.send(first + smuggled).status());
      assertEquals(401, connection.send("GET /body" + host + "\r\n").status());
    }
  }
}
