package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.Watchword;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.annotations.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The filter as README adds it in code to an embedded Jetty, which puts its own filter for
 * WebSockets in front of every other whenever it first hears of an endpoint. No handshake passes
 * without a token, whenever that is and whichever endpoint it is.
 */
class JettyInCodeTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = bearer(LiveTokens.of(SECRET, "alice"));
  private static final EnumSet<DispatcherType> ALL = EnumSet.allOf(DispatcherType.class);

  private final ServletContextHandler context = new ServletContextHandler("/");
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private Watchword watchword;
  private LogCapture log;

  @BeforeEach
  void build() {
    log = LogCapture.atInfo();
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    watchword =
        Watchword.builder()
            .set("watchword.secret", SECRET)
            .set("watchword.public", "/open/*")
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    watchword.close();
    log.close();
  }

  /** Says nothing. */
  @WebSocket
  public static final class Silent {}

  /** Whose WebSockets they are: of the Jakarta API, or of Jetty's own. */
  enum Endpoints {
    JAKARTA {
      @Override
      void addTo(ServletContext context) throws ServletException {
        WebSocketFixture.on(Container.JETTY, "/socket", "/open/socket").to(context);
      }
    },
    NATIVE {
      @Override
      void addTo(ServletContext context) {
        new JettyWebSocketServletContainerInitializer().onStartup(Set.of(), context);
        JettyWebSocketServerContainer sockets = JettyWebSocketServerContainer.getContainer(context);
        sockets.addMapping("/socket", Silent.class);
        sockets.addMapping("/open/socket", Silent.class);
      }
    };

    abstract void addTo(ServletContext context) throws ServletException;
  }

  /** When the application adds its endpoints. */
  enum Moment {
    INITIALIZER {
      @Override
      void letAdd(ServletContextHandler context, Endpoints sockets) {
        context.addServletContainerInitializer((classes, started) -> add(sockets, started));
      }
    },
    LISTENER {
      @Override
      void letAdd(ServletContextHandler context, Endpoints sockets) {
        context.addEventListener(
            new ServletContextListener() {
              @Override
              public void contextInitialized(ServletContextEvent event) {
                add(sockets, event.getServletContext());
              }
            });
      }
    },
    SERVLET_ON_STARTUP {
      @Override
      void letAdd(ServletContextHandler context, Endpoints sockets) {
        ServletHolder servlet = new ServletHolder(new Adding(sockets));
        servlet.setInitOrder(1);
        context.addServlet(servlet, "/");
      }
    },
    SERVLET_ON_FIRST_REQUEST {
      @Override
      void letAdd(ServletContextHandler context, Endpoints sockets) {
        ServletHolder servlet = new ServletHolder(new Adding(sockets));
        servlet.setInitOrder(-1);
        context.addServlet(servlet, "/");
      }
    };

    abstract void letAdd(ServletContextHandler context, Endpoints sockets);
  }

  private static void add(Endpoints sockets, ServletContext context) {
    try {
      sockets.addTo(context);
    } catch (ServletException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static final class Adding extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Endpoints sockets;

    Adding(Endpoints sockets) {
      this.sockets = sockets;
    }

    @Override
    public void init(ServletConfig config) {
      add(sockets, config.getServletContext());
    }
  }

  /** As README has it. */
  private void guard() {
    context.addFilter(new FilterHolder(new JwtFilter(watchword)), "/*", ALL);
  }

  private void assertGuarded() throws Exception {
    RunningApp site = new RunningApp(connector.getLocalPort(), server::stop);
    assertEquals(401, site.get("/").status());
    site.get("/", ALICE);
    assertEquals(401, WebSocketFixture.handshake(site, "/socket").status());
    assertEquals(101, WebSocketFixture.handshake(site, "/socket", ALICE).status());
    assertEquals(101, WebSocketFixture.handshake(site, "/open/socket").status());
  }

  @ParameterizedTest // requirement 51
  @CsvSource({
    "JAKARTA, INITIALIZER",
    "JAKARTA, LISTENER",
    "JAKARTA, SERVLET_ON_STARTUP",
    "JAKARTA, SERVLET_ON_FIRST_REQUEST",
    "NATIVE, INITIALIZER",
    "NATIVE, LISTENER",
    "NATIVE, SERVLET_ON_STARTUP",
    "NATIVE, SERVLET_ON_FIRST_REQUEST"
  })
  void handshakeWithoutToken_isRefusedWheneverEndpointCame(Endpoints sockets, Moment moment)
      throws Exception {
    guard();
    moment.letAdd(context, sockets);
    server.start();
    assertGuarded();
  }

  @ParameterizedTest
  @CsvSource({"JAKARTA", "NATIVE"})
  void handshakeWithoutToken_isRefusedAfterRestart(Endpoints sockets) throws Exception {
    guard();
    Moment.SERVLET_ON_STARTUP.letAdd(context, sockets);
    server.start();
    server.stop();
    server.start();
    assertGuarded();
  }

  @Test
  void jettysFilterUnderAnotherName_standsBehindOurs() throws Exception {
    FilterHolder upgrade = new FilterHolder(new WebSocketUpgradeFilter());
    upgrade.setName("sockets");
    context.addFilter(upgrade, "/*", EnumSet.of(DispatcherType.REQUEST));
    guard();
    Moment.INITIALIZER.letAdd(context, Endpoints.NATIVE);
    server.start();
    assertGuarded();
  }

  @Test
  void twoGuards_bothStandBeforeSockets() throws Exception {
    try (Watchword another =
        Watchword.builder()
            .set("watchword.secret", LiveTokens.secret())
            .set("watchword.public", "/open/*")
            .start()) {
      guard();
      context.addFilter(new FilterHolder(new JwtFilter(another)), "/*", ALL);
      Moment.SERVLET_ON_STARTUP.letAdd(context, Endpoints.NATIVE);
      server.start();
      RunningApp site = new RunningApp(connector.getLocalPort(), server::stop);
      assertEquals(401, WebSocketFixture.handshake(site, "/socket", ALICE).status());
      assertEquals(101, WebSocketFixture.handshake(site, "/open/socket").status());
    }
  }
}
