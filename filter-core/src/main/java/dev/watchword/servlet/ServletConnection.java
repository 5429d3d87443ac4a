package dev.watchword.servlet;

import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The connection of a request while that is served, as a servlet container tells it. */
public record ServletConnection(HttpServletRequest request) implements RequestFacts.Connection {
  @Override
  public String address() {
    return known(request.getRemoteAddr());
  }

  @Override
  public String localAddress() {
    return known(request.getLocalAddr());
  }

  /** Undertow throws where the name cannot be read; it is then not known to the application. */
  @Override
  public String host() {
    try {
      return RequestHost.of(request.getScheme(), request.getServerName(), request.getServerPort());
    } catch (RuntimeException unreadable) {
      return "";
    }
  }

  @Override
  public String protocol() {
    return known(request.getProtocol());
  }

  private static String known(@Nullable String text) {
    return text == null ? "" : text;
  }
}
