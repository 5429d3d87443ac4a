package dev.watchword.demo;

import dev.watchword.guard.Leniency;
import dev.watchword.guard.RequestFacts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Set;

/** Lets through only what was called on this machine, and by no page of another site. */
final class LocalOnly extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** What browsers say of their own page, and of an address typed by hand. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isOwnPage(request) && Leniency.isLocal(facts(request))) {
      chain.doFilter(request, response);
    } else {
      Json.write(
          response, HttpServletResponse.SC_FORBIDDEN, "{\"error\":\"only from this machine\"}");
    }
  }

  /** No page at all (curl sends no Origin), or one that this server sent. */
  private static boolean isOwnPage(HttpServletRequest request) {
    String own = "http://" + request.getHeader("Host");
    return Collections.list(request.getHeaders("Origin")).stream().allMatch(own::equals)
        && Collections.list(request.getHeaders("Sec-Fetch-Site")).stream()
            .allMatch(OWN_SITES::contains);
  }

  private static RequestFacts facts(HttpServletRequest request) {
    return new RequestFacts(
        request.getMethod(),
        "",
        request.getServletPath(),
        request.getRequestURI(),
        request.getQueryString(),
        request.getRemoteAddr(),
        request.getLocalAddr(),
        name -> Collections.list(request.getHeaders(name)));
  }
}
