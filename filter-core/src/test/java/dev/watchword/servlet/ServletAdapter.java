package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.adapters.Served;
import java.security.Principal;

/** An application behind the servlet filter, on Jetty. */
public final class ServletAdapter {
  private ServletAdapter() {}

  /** Below {@code /rest} pages that tell the caller; {@code /rest/forward/x} goes on to x. */
  public static Served serve(Watchword watchword) throws Exception {
    Page who =
        (request, response) -> {
          Principal principal = request.getUserPrincipal();
          response.setContentLength(name(principal).length());
          response.getWriter().print(name(principal));
        };
    Page forward =
        (request, response) ->
            request
                .getRequestDispatcher("/rest" + request.getPathInfo())
                .forward(request, response);
    Site site =
        new Site()
            .below("/app")
            .adding(context -> Site.give(context, watchword))
            .page("/rest/forward/*", forward)
            .page("/rest/*", who);
    Running running = site.on(Container.JETTY);
    return new Served(running.port(), running);
  }

  private static String name(Principal principal) {
    return principal == null ? "nobody" : principal.toString();
  }
}
