package dev.watchword.servlet;

import dev.watchword.token.Caller;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/** A piece of an application, for any method. */
@FunctionalInterface
interface TestPage {
  void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;

  /** Says who the application believes is calling. */
  TestPage WHO = (request, response) -> response.getWriter().print(who(request));

  static String who(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    Object attribute = request.getAttribute("dev.watchword.token.Caller");
    return "principal=%s user=%s type=%s admin=%s attribute=%s dispatch=%s"
        .formatted(
            principal == null ? null : principal.getName(),
            request.getRemoteUser(),
            request.getAuthType(),
            request.isUserInRole("admin"),
            attribute instanceof Caller caller ? caller.id() : attribute,
            request.getDispatcherType());
  }

  /** What {@link #WHO} says of a caller without roles. */
  static String whoIs(String name, String dispatch) {
    return "principal=%s user=%s type=Bearer admin=false attribute=default/%s dispatch=%s"
        .formatted(name, name, name, dispatch);
  }

  /** What {@link #WHO} says of a widget's user of that name. */
  static String whichUserIs(String name, String dispatch) {
    return whoIs(name, dispatch).replace("attribute=", "attribute=widget:");
  }

  /** What {@link #WHO} says where there is no caller. */
  static String nobody(String dispatch) {
    return "principal=null user=null type=null admin=false attribute=null dispatch=" + dispatch;
  }

  /** A page as a servlet. */
  final class Servlet extends GenericServlet {
    private static final long serialVersionUID = 1L;

    private final transient TestPage page;

    Servlet(TestPage page) {
      this.page = page;
    }

    @Override
    public void service(ServletRequest request, ServletResponse response)
        throws ServletException, IOException {
      page.serve((HttpServletRequest) request, (HttpServletResponse) response);
    }
  }
}
