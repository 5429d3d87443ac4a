package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.token.Caller;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/**
 * An application of somebody who integrates with a platform: guarded, and without tokens of its
 * own. It answers with the caller's name and the length of the body that it read.
 */
final class PlatformSite implements AutoCloseable {
  private final Watchword watchword;
  private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));

  private PlatformSite(Watchword watchword) {
    this.watchword = watchword;
  }

  static PlatformSite start(String secret, Map<String, String> settings) throws Exception {
    WatchwordBuilder builder =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.secret", secret)
            .set("watchword.refresh", "off");
    settings.forEach(builder::set);
    PlatformSite site = new PlatformSite(builder.start());
    ServletContextHandler context = new ServletContextHandler();
    context.addFilter(
        new FilterHolder(new JwtFilter(site.watchword)), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Name()), "/*");
    site.server.setHandler(context);
    site.server.start();
    return site;
  }

  String url() {
    int port = ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    return "http://127.0.0.1:" + port + "/hook";
  }

  @Override
  public void close() {
    LifeCycle.stop(server);
    watchword.close();
  }

  private static final class Name extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String name = request.getUserPrincipal() instanceof Caller caller ? caller.getName() : "";
      response.getWriter().print(name + " " + request.getInputStream().readAllBytes().length);
    }
  }
}
