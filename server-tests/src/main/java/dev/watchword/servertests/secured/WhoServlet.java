package dev.watchword.servertests.secured;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBAccessException;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** Says who is calling as the server knows it, whether it is an admin, and what a bean says. */
@WebServlet({"/who", "/roles/who", "/free/who", "/free/roles"})
@DeclareRoles("admin")
public class WhoServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient SecurityContext security;
  @EJB private transient Orders orders;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Principal caller = security.getCallerPrincipal();
    String name = caller == null ? "nobody" : caller.getName();
    response.getWriter().print(name + " " + security.isCallerInRole("admin") + " " + owner());
  }

  private String owner() {
    try {
      return orders.owner();
    } catch (EJBAccessException denied) {
      return "denied";
    }
  }
}
