package dev.watchword.recorded;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application of servlets at {@code /app}, whose every other page tells who calls. */
final class JettyApplication {
  private JettyApplication() {}

  static ServerStage start(Filter filter, Map<String, Servlet> endpoints, AutoCloseable owner)
      throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/app");
    context.addFilter(new FilterHolder(filter), "/*", EnumSet.allOf(DispatcherType.class));
    endpoints.forEach((path, servlet) -> context.addServlet(new ServletHolder(servlet), path));
    context.addServlet(new ServletHolder(new Who()), "/*");
    server.setHandler(context);
    server.start();
    AutoCloseable stop =
        () -> {
          server.stop();
          owner.close();
        };
    return new ServerStage(connector.getLocalPort(), stop);
  }

  /** Goes on to x where the path is {@code /forward/x}. */
  static final class Who extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      String path = request.getPathInfo();
      if (path.startsWith("/forward/")) {
        request
            .getRequestDispatcher(path.substring("/forward".length()))
            .forward(request, response);
        return;
      }
      response.setContentType("text/plain");
      response.getWriter().print(request.getUserPrincipal() + " by " + request.getAuthType());
    }
  }
}
