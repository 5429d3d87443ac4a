package dev.watchword.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.tomcat.websocket.server.WsSci;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;

/** WebSocket endpoints that say nothing, and handshakes with them. */
final class WebSocketFixture {
  private WebSocketFixture() {}

  /** Adds endpoints as the server's initializer and then the application's do. */
  static ServletApp.Addition on(Container container, String... paths) {
    return context -> add(context, container, paths);
  }

  private static void add(ServletContext context, Container container, String... paths)
      throws ServletException {
    switch (container) { // Undertow has no initializer for them
      case JETTY -> new JakartaWebSocketServletContainerInitializer().onStartup(Set.of(), context);
      case TOMCAT -> new WsSci().onStartup(Set.of(), context);
      default -> {}
    }
    ServerContainer sockets =
        (ServerContainer) context.getAttribute(ServerContainer.class.getName());
    try {
      for (String path : paths) {
        sockets.addEndpoint(
            ServerEndpointConfig.Builder.create(Silent.class, path)
                .configurator(new Standard())
                .build());
      }
    } catch (DeploymentException failure) {
      throw new ServletException(failure);
    }
  }

  /** Says nothing. */
  public static final class Silent extends Endpoint {
    @Override
    public void onOpen(Session session, EndpointConfig config) {}
  }

  /** The API would look up a configurator, and finds those of two servers here. */
  private static final class Standard extends ServerEndpointConfig.Configurator {
    @Override
    public boolean checkOrigin(String origin) {
      return true;
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
      return "";
    }

    @Override
    public List<Extension> getNegotiatedExtensions(
        List<Extension> installed, List<Extension> requested) {
      return List.of();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      return type.cast(new Silent());
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
  }

  static RawHttp.Reply handshake(RunningApp site, String path, String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(site.port()).append("\r\n");
    request.append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n");
    request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    try (RawHttp connection = site.connect()) {
      return connection.send(request.append("\r\n").toString());
    }
  }
}
