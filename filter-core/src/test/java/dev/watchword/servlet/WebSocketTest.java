package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** No handshake without a token, wherever the server has put its own filter for them. */
@EachServer
class WebSocketTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String COOKIE = "Cookie: session=" + ALICE;

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "cookie")
        .set("rule.cookie", "/cookie/* source cookie:session")
        .page("/", TestPage.WHO)
        .adding(WebSocketFixture.on(container, "/api/socket", "/public/socket", "/cookie/socket"));
  }

  private RawHttp.Reply handshake(String path, String... headers) throws Exception {
    return WebSocketFixture.handshake(site, path, headers);
  }

  @Test
  void handshakeWithoutToken_isRefused() throws Exception {
    RawHttp.Reply reply = handshake("/api/socket");
    assertEquals(401, reply.status());
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
    assertNull(reply.header("Sec-WebSocket-Accept"));
  }

  @Test
  void handshakeWithBadToken_isRefused() throws Exception {
    for (String token : List.of(LiveTokens.tampered(ALICE), LiveTokens.expired(SECRET), "x")) {
      assertEquals(401, handshake("/api/socket", bearer(token)).status());
    }
  }

  @Test
  void handshakeWithToken_opensSocket() throws Exception {
    RawHttp.Reply reply = handshake("/api/socket", bearer(ALICE));
    assertEquals(101, reply.status());
    assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", reply.header("Sec-WebSocket-Accept"));
  }

  @Test
  void socketOnOpenPath_needsNoToken() throws Exception {
    assertEquals(101, handshake("/public/socket").status());
  }

  @Test
  void spellingsOfPath_doNotOpenGuardedSocket() throws Exception {
    for (String path :
        List.of(
            "/public/../api/socket",
            "/public/..;/api/socket",
            "/public/%2e%2e/api/socket",
            "//api/socket",
            "/api;x/socket",
            "/api/./socket",
            "/%61pi/socket",
            "/api%2fsocket")) {
      assertNotEquals(101, handshake(path).status(), path);
    }
  }

  @Test
  void handshakeWithCookie_needsProofOfOwnPage() throws Exception {
    assertEquals(403, handshake("/cookie/socket", COOKIE).status());
    assertEquals(403, handshake("/cookie/socket", COOKIE, "Origin: https://evil.example").status());
    String own = "Origin: http://127.0.0.1:" + site.port();
    assertEquals(101, handshake("/cookie/socket", COOKIE, own).status());
  }
}
