package dev.watchword.servertests.secured;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;

/** The same, for admins. */
@WebServlet("/annotated/who")
@ServletSecurity(@HttpConstraint(rolesAllowed = "admin"))
public class AnnotatedServlet extends WhoServlet {
  private static final long serialVersionUID = 1L;
}
