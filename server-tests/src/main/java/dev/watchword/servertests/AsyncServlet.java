package dev.watchword.servertests;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Hands the request on to the echo when this call is over: GlassFish fails where it is sooner. */
@WebServlet(value = "/async", asyncSupported = true)
public class AsyncServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    request.startAsync(request, response).dispatch("/echo");
  }
}
