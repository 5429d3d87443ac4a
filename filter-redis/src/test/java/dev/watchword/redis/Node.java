package dev.watchword.redis;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.event.Notice;
import dev.watchword.servlet.JwtFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;

/** One node of a service: a real Jetty with the servlet filter, and a Watchword of its own. */
final class Node implements AutoCloseable {
  /** Clients that come at the same time must not wait until the kernel asks again. */
  private static final int BACKLOG = 2000;

  private final Watchword watchword;
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 1, 1);
  private final List<Notice> notices = new CopyOnWriteArrayList<>();

  Node(WatchwordBuilder settings) throws Exception {
    watchword = settings.listener(new Heard()).start();
    ServletContextHandler context = new ServletContextHandler("/");
    context.addFilter(
        new FilterHolder(new JwtFilter(watchword)), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new Page(), "/");
    connector.setHost("127.0.0.1");
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  private final class Heard implements GuardListener {
    @Override
    public void decided(GuardEvent event) {}

    @Override
    public void noticed(Notice notice) {
      notices.add(notice);
    }
  }

  /** What is guarded. */
  private static final class Page extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("here you are");
    }
  }

  Watchword watchword() {
    return watchword;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
  }

  /** Whether the listeners heard so. */
  boolean noticed(Notice.Kind kind) {
    return notices.stream().anyMatch(notice -> notice.kind() == kind);
  }

  String health(String name) {
    return watchword.health().data().getOrDefault(name, "");
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    watchword.close();
  }
}
