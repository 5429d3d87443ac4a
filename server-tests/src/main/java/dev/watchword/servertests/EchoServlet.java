package dev.watchword.servertests;

import dev.watchword.token.Caller;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says who is calling, and with which claims. */
@WebServlet("/echo")
public class EchoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller = (Caller) request.getUserPrincipal();
    response.getWriter().print(caller.getName() + " " + caller.claims().get("plan"));
  }
}
