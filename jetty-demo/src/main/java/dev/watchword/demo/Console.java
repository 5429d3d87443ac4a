package dev.watchword.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The page's three files and watchword.js, all from the class path. */
final class Console extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, Page> PAGES =
      Map.of(
          "/", new Page("/console/index.html", "text/html"),
          "/style.css", new Page("/console/style.css", "text/css"),
          "/console.js", new Page("/console/console.js", "text/javascript"),
          "/watchword.js", new Page("/META-INF/resources/watchword.js", "text/javascript"));

  private record Page(String file, String type) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Page page = PAGES.get(request.getRequestURI());
    if (page == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType(page.type);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Cache-Control", "no-cache");
    try (InputStream file = Console.class.getResourceAsStream(page.file)) {
      if (file != null) {
        file.transferTo(response.getOutputStream());
      }
    }
  }
}
