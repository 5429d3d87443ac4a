package dev.watchword.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;

/** Files by their paths, with one content policy, and nothing else. */
final class Pages extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, StaticFile> files;
  private final transient Function<HttpServletRequest, String> policy;
  private final transient Function<HttpServletRequest, Map<String, String>> places;

  /** {@code places} is what goes into HTML, by names that stand there in braces. */
  Pages(
      Map<String, StaticFile> files,
      Function<HttpServletRequest, String> policy,
      Function<HttpServletRequest, Map<String, String>> places) {
    this.files = files;
    this.policy = policy;
    this.places = places;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StaticFile file = files.get(request.getRequestURI());
    if (file == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean isHtml = file.type().equals("text/html");
    file.send(response, policy.apply(request), isHtml ? places.apply(request) : Map.of());
  }
}
