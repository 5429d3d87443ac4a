package dev.watchword.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The page's files and watchword.js, all from the class path, and nothing else. */
final class Console extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** One for each section of the page, below {@code /console/}. */
  private static final List<String> MODULES =
      List.of(
          "feed.js", //
          "limits.js",
          "live.js",
          "requests.js",
          "streams.js");

  private static final Map<String, Page> PAGES = pages();

  private record Page(String file, String type) {}

  private static Map<String, Page> pages() {
    Map<String, Page> pages = new TreeMap<>();
    pages.put("/", new Page("/console/index.html", "text/html"));
    pages.put("/style.css", new Page("/console/style.css", "text/css"));
    pages.put("/console.js", new Page("/console/console.js", "text/javascript"));
    pages.put("/watchword.js", new Page("/META-INF/resources/watchword.js", "text/javascript"));
    MODULES.forEach(
        name -> pages.put("/console/" + name, new Page("/console/" + name, "text/javascript")));
    return pages;
  }

  /** Where each file is, and of which type it is. */
  static Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    PAGES.forEach((path, page) -> types.put(path, page.type));
    return types;
  }

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
