package dev.watchword.servlet;

import static dev.watchword.servlet.Running.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * endpoint is added. Nothing of that may open a socket to a stranger.
 */
class JettyFilterOrderTest {
  private static final String SECRET = TestToken.secret();
  private static final String ALICE = bearer(TestToken.of(SECRET, "alice"));

  private Log log;

  @BeforeEach
  void listen() {
    log = new Log();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static Site.Addition sockets() {
    return Sockets.on(Container.JETTY, "/api/socket");
  }

  private static void declare(ServletContext context, String name, String className) {
    FilterRegistration.Dynamic filter = context.addFilter(name, className);
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  private static Site declaring() {
    return Site.with(SECRET)
        .unguarded()
        .page("/", Page.WHO)
        .adding(context -> declare(context, "guard", JwtFilter.class.getName()));
  }

  private static void assertGuarded(Site application) throws Exception {
    try (Running site = application.on(Container.JETTY)) {
      assertEquals(401, Sockets.handshake(site, "/api/socket").status());
      assertEquals(101, Sockets.handshake(site, "/api/socket", ALICE).status());
      assertEquals(200, site.get("/", ALICE).status());
    }
  }

  @Test
  void socketsAddedAfterTheListenerAreGuarded() throws Exception {
    assertGuarded(Site.with(SECRET).page("/", Page.WHO).addingLate(sockets()));
  }

  @Test
  void socketsAddedBeforeTheListenerAreGuarded() throws Exception {
    assertGuarded(Site.with(SECRET).page("/", Page.WHO).adding(sockets()));
  }

  @Test
  void withoutSocketsAHandshakeIsARequestLikeAnyOther() throws Exception {
    try (Running site = Site.with(SECRET).page("/", Page.WHO).on(Container.JETTY)) {
      assertEquals(401, Sockets.handshake(site, "/api/socket").status());
      RawHttp.Reply reply = Sockets.handshake(site, "/api/socket", ALICE);
      assertEquals(Page.whoIs("alice", "REQUEST"), reply.body());
    }
  }

  @Test
  void aDeclaredFilterStandsBeforeJettys() throws Exception {
    assertGuarded(declaring().adding(sockets()));
  }

  @Test
  void aDeclaredFilterStartsWhereJettysIsDeclaredBehindIt() throws Exception {
    String name = WebSocketUpgradeFilter.class.getName();
    assertGuarded(declaring().adding(context -> declare(context, name, name)).adding(sockets()));
  }
}
