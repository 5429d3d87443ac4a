package dev.watchword.jaxrs;

import dev.watchword.http.RequestHost;
import jakarta.servlet.http.HttpServletRequest;

/**
 * What only a servlet container can tell of a request.
 *
 * @param request stands for the one of the current thread
 */
record ServletClient(HttpServletRequest request) {
  String address() {
    String address = request.getRemoteAddr();
    return address == null ? "" : address;
  }

  String localAddress() {
    String address = request.getLocalAddr();
    return address == null ? "" : address;
  }

  /** The host in the form of {@link RequestHost}; empty where it cannot be read. */
  String host() {
    try {
      return request == null
          ? ""
          : RequestHost.of(request.getScheme(), request.getServerName(), request.getServerPort());
    } catch (RuntimeException unreadable) {
      return "";
    }
  }

  String protocol() {
    String protocol = request == null ? null : request.getProtocol();
    return protocol == null ? "" : protocol;
  }

  String contextPath() {
    return request.getServletContext().getContextPath();
  }
}
