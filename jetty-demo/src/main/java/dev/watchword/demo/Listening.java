package dev.watchword.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Where the demo listens: at its own port, and at another for what its widget page embeds, which so
 * is of another origin. The ports are taken before anything else, as settings name them.
 */
final class Listening {
  static final String PAGES = "pages";
  static final String FRAMES = "frames";

  private static final long STOP_MILLIS = 2000;
  private static final int MOST_PORTS = 65_535;

  private final Server server = new Server();
  private final HttpConfiguration http = new HttpConfiguration();
  private final String host;
  private final String command;
  private final ServerConnector pages;
  private final ServerConnector frames;

  private Listening(String host, String command) {
    this.host = host;
    this.command = command;
    http.setSendServerVersion(false);
    server.setStopTimeout(STOP_MILLIS);
    server.setErrorHandler(new PlainErrors());
    pages = connector(PAGES);
    frames = connector(FRAMES);
  }

  private ServerConnector connector(String name) {
    ConnectionFactory factory = new HttpConnectionFactory(http);
    ServerConnector connector = new ServerConnector(server, factory);
    connector.setName(name);
    connector.setHost(host);
    server.addConnector(connector);
    return connector;
  }

  /**
   * Takes both ports; a {@code BindException} says what to do where one is taken.
   *
   * @param command what started it, for those who must start it anew
   */
  static Listening open(DemoSettings settings, WidgetSettings widget, String command)
      throws BindException {
    Listening listening = new Listening(settings.host(), command);
    try {
      listening.take(listening.pages, settings.port(), "DEMO_PORT");
      listening.takeFrames(settings, widget);
    } catch (BindException taken) {
      listening.close();
      throw taken;
    }
    return listening;
  }

  /** One that nobody has asked for may be any. */
  private void takeFrames(DemoSettings settings, WidgetSettings widget) throws BindException {
    if (widget.port() != null) {
      take(frames, widget.port(), "DEMO_WIDGET_PORT");
      return;
    }
    try {
      boolean isAny = settings.port() == 0 || settings.port() == MOST_PORTS;
      take(frames, isAny ? 0 : settings.port() + 1, "DEMO_WIDGET_PORT");
    } catch (BindException taken) {
      take(frames, 0, "DEMO_WIDGET_PORT");
    }
  }

  private void take(ServerConnector connector, int port, String variable) throws BindException {
    connector.setPort(port);
    try {
      connector.open();
    } catch (IOException | UnresolvedAddressException failed) {
      throw explained(failed, port, variable);
    }
  }

  private BindException explained(Exception failed, int port, String variable) {
    Throwable cause = failed.getCause() instanceof SocketException inner ? inner : failed;
    String said =
        cause instanceof UnresolvedAddressException ? "unknown host" : "" + cause.getMessage();
    return new BindException(
        said.contains("in use")
            ? "%s is in use: %s=%s %s".formatted(port, variable, port % MOST_PORTS + 1, command)
            : "The demo cannot listen on %s, port %s (DEMO_HOST, %s): %s"
                .formatted(host, port, variable, said));
  }

  Server server() {
    return server;
  }

  /** Serves a context at that port alone. */
  static ServletContextHandler only(String connector, ServletContextHandler context) {
    context.setVirtualHosts(List.of("@" + connector));
    return context;
  }

  /** Lets header fields be as long as all of them together may be, with the longest token. */
  void allowHeaders(int bytes) {
    http.setRequestHeaderSize(Math.max(http.getRequestHeaderSize(), bytes));
  }

  int port() {
    return pages.getLocalPort();
  }

  int framePort() {
    return frames.getLocalPort();
  }

  /** Gives the ports back. */
  void close() {
    try {
      server.stop();
    } catch (Exception stopping) {
      System.err.println("The server did not stop cleanly: " + stopping.getClass().getName());
    }
    pages.close(); // those that were taken by a server that never started
    frames.close();
  }
}
