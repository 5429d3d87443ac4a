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

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(request.getRemoteUser() + " " + request.isUserInRole("admin"));
  }
}
