package dev.watchword.demo;

import dev.watchword.Health;
import dev.watchword.Watchword;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /health} in the shape of MicroProfile Health: 200 while all is well, else 503. */
final class HealthServlet extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Watchword watchword;

  HealthServlet(Watchword watchword) {
    this.watchword = watchword;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Health health = watchword.health();
    Map<String, Object> check = new LinkedHashMap<>();
    check.put("name", "watchword");
    check.put("status", health.status());
    check.put("data", health.data());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("status", health.status());
    answer.put("checks", List.of(check));
    int status =
        health.up() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    Json.write(response, status, Json.text(answer));
  }
}
