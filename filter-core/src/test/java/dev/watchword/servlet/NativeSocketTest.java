package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.undertow.servlet.websockets.WebSocketServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;
import org.junit.jupiter.api.Test;

/** No handshake without a token with an endpoint that is not of the Jakarta WebSocket API. */
@EachServer
class NativeSocketTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  /** The server's own endpoint, and a protocol that a servlet speaks by itself. */
  private static final List<String> GUARDED = List.of("/api/native", "/api/upgrade");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/open/*")
        .page("/", TestPage.WHO)
        .page("/api/upgrade", NativeSocketTest::upgrade)
        .page("/open/upgrade", NativeSocketTest::upgrade)
        .adding(this::addNative);
  }

  private void addNative(ServletContext context) {
    switch (container) {
      case JETTY -> {
        new JettyWebSocketServletContainerInitializer().onStartup(Set.of(), context);
        map(context, new OfJetty());
      }
      case UNDERTOW -> map(context, new WebSocketServlet((exchange, channel) -> {}));
      default -> map(context, new TestPage.Servlet(NativeSocketTest::upgrade)); // has none any more
    }
  }

  private static void map(ServletContext context, Servlet servlet) {
    context.addServlet("native", servlet).addMapping("/api/native", "/open/native");
  }

  /** Says nothing. */
  @WebSocket
  public static final class Silent {}

  private static final class OfJetty extends JettyWebSocketServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
      factory.setCreator((request, response) -> new Silent());
    }
  }

  private static void upgrade(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.setHeader("Upgrade", "websocket");
    response.setHeader("Connection", "Upgrade");
    response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
    request.upgrade(Mute.class);
  }

  /** Closes what it is given. */
  public static final class Mute implements HttpUpgradeHandler {
    @Override
    public void init(WebConnection connection) {
      try {
        connection.close();
      } catch (Exception gone) {
        throw new IllegalStateException(gone);
      }
    }

    @Override
    public void destroy() {}
  }

  private int handshake(String path, String... headers) throws Exception {
    return WebSocketFixture.handshake(site, path, headers).status();
  }

  @Test // requirement 51
  void handshakeWithoutToken_isRefused() throws Exception {
    for (String path : GUARDED) {
      RawHttp.Reply reply = WebSocketFixture.handshake(site, path);
      assertEquals(401, reply.status(), path);
      assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"), path);
      assertNull(reply.header("Upgrade"), path);
    }
  }

  @Test
  void handshakeWithBadToken_isRefused() throws Exception {
    for (String path : GUARDED) {
      for (String token : List.of(LiveTokens.tampered(ALICE), LiveTokens.expired(SECRET), "x")) {
        assertEquals(401, handshake(path, bearer(token)), path);
      }
    }
  }

  @Test
  void handshakeWithToken_reachesEndpoint() throws Exception {
    for (String path : GUARDED) {
      assertEquals(101, handshake(path, bearer(ALICE)), path);
    }
  }

  @Test
  void handshakeOnOpenPath_needsNoToken() throws Exception {
    assertEquals(101, handshake("/open/native"));
    assertEquals(101, handshake("/open/upgrade"));
  }
}
