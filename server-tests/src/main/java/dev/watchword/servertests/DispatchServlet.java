package dev.watchword.servertests;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Forwards to the echo, or includes it between brackets. */
@WebServlet({"/open/forward", "/open/include"})
public class DispatchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    RequestDispatcher echo = request.getRequestDispatcher("/echo");
    if (request.getServletPath().endsWith("/forward")) {
      echo.forward(request, response);
      return;
    }
    response.getWriter().print("[");
    echo.include(request, response);
    response.getWriter().print("]");
  }
}
