package dev.watchword.jaxrs;

import dev.watchword.servlet.ServletConnection;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;

/**
 * What only a servlet container can tell of a request.
 *
 * @param request stands for the one of the current thread
 */
record ServletClient(HttpServletRequest request) {
  ServletConnection connection() {
    return new ServletConnection(request);
  }

  String contextPath() {
    return request.getServletContext().getContextPath();
  }

  /**
   * Where the container has the application's resources, decoded and with a slash at its end. The
   * servlet's mapping tells; what a filter of the application has put around the request seldom
   * changes that, while it may well say another context path.
   *
   * @param told the base that the runtime made of the request, decoded
   */
  String base(String told) {
    HttpServletMapping mapping = request.getHttpServletMapping();
    if (mapping != null && mapping.getMappingMatch() == MappingMatch.PATH) {
      String pattern = mapping.getPattern();
      return contextPath() + pattern.substring(0, pattern.length() - 1);
    }
    // A runtime that is a filter has a base of its own above any servlet.
    return path().startsWith(told) ? told : contextPath() + "/";
  }

  private String path() {
    String below = request.getPathInfo();
    return contextPath() + request.getServletPath() + (below == null ? "" : below);
  }
}
