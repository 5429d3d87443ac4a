package dev.watchword.servertests;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Says that it was reached, whatever the method. A variant of the WAR has it on every path. */
public class ReachedServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Reached", "yes");
  }
}
