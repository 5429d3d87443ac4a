package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.adapters.RunningServer;
import java.security.Principal;

/** An application behind the servlet filter. */
public final class ServletAdapter {
  private ServletAdapter() {}

  /** Below {@code /rest} pages that tell the caller; {@code /rest/forward/x} goes on to x. */
  public static RunningServer serve(Watchword watchword) throws Exception {
    return serve(watchword, Container.JETTY);
  }

  /** The same on Tomcat. */
  public static RunningServer onTomcat(Watchword watchword) throws Exception {
    return serve(watchword, Container.TOMCAT);
  }

  private static RunningServer serve(Watchword watchword, Container container) throws Exception {
    TestPage who =
        (request, response) -> {
          Principal principal = request.getUserPrincipal();
          response.setContentLength(name(principal).length());
          response.getWriter().print(name(principal));
        };
    TestPage forward =
        (request, response) ->
            request
                .getRequestDispatcher("/rest" + request.getPathInfo())
                .forward(request, response);
    ServletApp site =
        new ServletApp()
            .below("/app")
            .adding(context -> ServletApp.give(context, watchword))
            .page("/rest/forward/*", forward)
            .page("/rest/*", who);
    RunningApp running = site.on(container);
    return new RunningServer(running.port(), running);
  }

  private static String name(Principal principal) {
    return principal == null ? "nobody" : principal.toString();
  }
}
