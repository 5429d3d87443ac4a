package dev.watchword.servertests;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says who is calling, also where it is nobody, and whether the caller is an admin. */
@WebServlet({"/open/place", "/admin/place"})
public class PlaceServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * A record of a type of ours: Java 17 itself keeps such a type of the application that was the
   * last to show one (JDK-8078641, not so from 18 on).
   */
  private record Answer(Answer before, String name, boolean isAdmin) {
    boolean isNew() {
      return !equals(before) && hashCode() != 0 && !toString().isEmpty();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer before = new Answer(null, null, false);
    Answer answer = new Answer(before, request.getRemoteUser(), request.isUserInRole("admin"));
    if (answer.isNew()) {
      response.getWriter().print(answer.name() + " " + answer.isAdmin());
    }
  }
}
