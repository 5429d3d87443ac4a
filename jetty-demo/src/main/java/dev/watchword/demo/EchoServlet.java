package dev.watchword.demo;

import dev.watchword.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /api/echo}. It checks nothing: the filter in front of it does. */
final class EchoServlet extends DemoServlet {
  private static final long serialVersionUID = 1L;

  private final transient Echo echo;

  EchoServlet(Echo echo) {
    this.echo = echo;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = request.getUserPrincipal() instanceof Caller known ? known : null;
    Json.write(response, HttpServletResponse.SC_OK, Json.text(echo.answer(caller)));
  }
}
