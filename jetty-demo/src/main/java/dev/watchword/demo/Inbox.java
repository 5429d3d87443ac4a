package dev.watchword.demo;

import dev.watchword.guard.Visitor;
import dev.watchword.token.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code GET /inbox?token=…}: what a page shows in a frame. By a widget token it is a user's; by a
 * publishable one it is what anybody may see, for the user that the page says.
 */
final class Inbox extends DemoServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (request.getUserPrincipal() instanceof Caller caller) {
      answer.put("user", caller.getName());
      answer.put("verified", true);
    } else if (request.getAttribute(Visitor.class.getName()) instanceof Visitor visitor) {
      answer.put("unverified_user", visitor.unverifiedUserId());
      answer.put("verified", false);
    }
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("application/json");
    response.getWriter().print(Json.text(answer));
  }
}
