package dev.watchword.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code POST /auth-test}: the middleware of the Freshworks sample, which reads the form that came
 * along, and answers only those whose token was right.
 */
final class AuthTest extends DemoServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean formIsThere = !request.getParameterMap().isEmpty();
    response.setHeader("Demo-Form", formIsThere ? "read" : "none");
    Json.write(response, HttpServletResponse.SC_OK, "{\"message\":\"ok\"}");
  }
}
