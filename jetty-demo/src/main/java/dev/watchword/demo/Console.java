package dev.watchword.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of the page and the modules of the jar, all from the class path, and nothing else. */
final class Console extends DemoServlet {
  private static final long serialVersionUID = 1L;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** One for each section of the page, below {@code /console/}. */
  private static final List<String> MODULES =
      List.of(
          "calls.js", //
          "cost.js",
          "dom.js",
          "feed.js",
          "keys.js",
          "limits.js",
          "live.js",
          "requests.js",
          "streams.js",
          "tenant.js",
          "workbench.js");

  private static final Map<String, StaticFile> PAGES = pages();

  private static Map<String, StaticFile> pages() {
    Map<String, StaticFile> pages = new TreeMap<>();
    pages.put("/", StaticFile.html("/console/index.html"));
    pages.put("/style.css", StaticFile.STYLE);
    pages.put("/console/tools.css", StaticFile.css("/console/tools.css"));
    pages.put("/console.js", StaticFile.js("/console/console.js"));
    pages.put("/watchword.js", StaticFile.WATCHWORD);
    pages.put("/watchword-identify.js", StaticFile.IDENTIFY);
    MODULES.forEach(name -> pages.put("/console/" + name, StaticFile.js("/console/" + name)));
    return pages;
  }

  /** Where each file is, and of which type it is. */
  static Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    PAGES.forEach((path, page) -> types.put(path, page.type()));
    return types;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StaticFile page = PAGES.get(request.getRequestURI());
    if (page == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    page.send(response, POLICY);
  }
}
