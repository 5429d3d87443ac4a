package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Jetty puts its filter for WebSockets in front of every other at the moment when the first
 * endpoint is added. Nothing of that may open a socket to a client without a token.
 */
class JettyFilterOrderTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = bearer(LiveTokens.of(SECRET, "alice"));

  private LogCapture log;

  @BeforeEach
  void listen() {
    log = LogCapture.atInfo();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static ServletApp.Addition sockets() {
    return WebSocketFixture.on(Container.JETTY, "/api/socket");
  }

  private static void declare(ServletContext context, String name, String className) {
    FilterRegistration.Dynamic filter = context.addFilter(name, className);
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  private static ServletApp declaring() {
    return ServletApp.with(SECRET)
        .unguarded()
        .page("/", TestPage.WHO)
        .adding(context -> declare(context, "guard", JwtFilter.class.getName()));
  }

  private static void assertGuarded(ServletApp application) throws Exception {
    try (RunningApp site = application.on(Container.JETTY)) {
      assertEquals(401, WebSocketFixture.handshake(site, "/api/socket").status());
      assertEquals(101, WebSocketFixture.handshake(site, "/api/socket", ALICE).status());
      assertEquals(200, site.get("/", ALICE).status());
    }
  }

  @Test
  void socketsAddedAfterListener_areGuarded() throws Exception {
    assertGuarded(ServletApp.with(SECRET).page("/", TestPage.WHO).addingLate(sockets()));
  }

  @Test
  void socketsAddedBeforeListener_areGuarded() throws Exception {
    assertGuarded(ServletApp.with(SECRET).page("/", TestPage.WHO).adding(sockets()));
  }

  @Test
  void handshakeWithoutSockets_isOrdinaryRequest() throws Exception {
    try (RunningApp site = ServletApp.with(SECRET).page("/", TestPage.WHO).on(Container.JETTY)) {
      assertEquals(401, WebSocketFixture.handshake(site, "/api/socket").status());
      RawHttp.Reply reply = WebSocketFixture.handshake(site, "/api/socket", ALICE);
      assertEquals(TestPage.whoIs("alice", "REQUEST"), reply.body());
    }
  }

  @Test
  void declaredFilter_standsBeforeThatOfJetty() throws Exception {
    assertGuarded(declaring().adding(sockets()));
  }

  @Test
  void declaredFilterBeforeThatOfJetty_starts() throws Exception {
    String name = WebSocketUpgradeFilter.class.getName();
    assertGuarded(declaring().adding(context -> declare(context, name, name)).adding(sockets()));
  }
}
