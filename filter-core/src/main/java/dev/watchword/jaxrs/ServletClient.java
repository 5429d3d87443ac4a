package dev.watchword.jaxrs;

import dev.watchword.guard.RequestHost;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What only a servlet container can tell: the client's address and where the application is
 * mounted. A class of its own, because JAX-RS also runs where there is no servlet API.
 */
final class ServletClient {
  private static final boolean AVAILABLE = isAvailable();

  @Context @Nullable HttpServletRequest request;

  private static boolean isAvailable() {
    try {
      Class.forName("jakarta.servlet.http.HttpServletRequest", false, loader());
      return true;
    } catch (ClassNotFoundException | LinkageError noServletApi) {
      return false;
    }
  }

  /** Without an address one bucket would be everybody's, so bad tokens are not counted at all. */
  static void logWhereUnavailable() {
    if (!AVAILABLE) {
      System.getLogger("dev.watchword")
          .log(
              Level.INFO,
              "Watchword: no servlet container, so no client address: watchword.limit.failures is"
                  + " off");
    }
  }

  private static ClassLoader loader() {
    return ServletClient.class.getClassLoader();
  }

  /** The client of the current request; null outside of a servlet container. */
  static @Nullable ServletClient in(ResourceContext resources) {
    if (!AVAILABLE) {
      return null;
    }
    ServletClient client = resources.initResource(new ServletClient());
    return client.isKnown() ? client : null;
  }

  /** RESTEasy injects something in any case, which throws where there is no servlet request. */
  private boolean isKnown() {
    try {
      return request != null && request.getServletContext() != null;
    } catch (RuntimeException noServletContainer) {
      return false;
    }
  }

  String address() {
    String address = request == null ? null : request.getRemoteAddr();
    return address == null ? "" : address;
  }

  String localAddress() {
    String address = request == null ? null : request.getLocalAddr();
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
    return request == null ? "" : request.getServletContext().getContextPath();
  }
}
