package dev.watchword.demo;

import dev.watchword.http.LocalRequest;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/** Lets through only what was called on this machine, and by no page of another site. */
final class LocalOnly extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isExact = request.getServerPort() == request.getLocalPort(); // no proxy's own Host
    if (isExact && LocalRequest.isLocal(facts(request))) {
      chain.doFilter(request, response);
    } else {
      Json.write(
          response, HttpServletResponse.SC_FORBIDDEN, "{\"error\":\"only from this machine\"}");
    }
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
        RequestHost.of(request.getScheme(), request.getServerName(), request.getServerPort()),
        request.getProtocol(),
        name -> Collections.list(request.getHeaders(name)));
  }
}
