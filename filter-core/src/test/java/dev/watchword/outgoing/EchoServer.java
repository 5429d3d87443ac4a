package dev.watchword.outgoing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A server that answers with the Authorization header of the request, or sends it elsewhere. */
public final class EchoServer implements AutoCloseable {
  private final HttpServer server;

  public EchoServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", EchoServer::echo);
    server.start();
  }

  /** The same; {@code /go} redirects to that place. */
  public EchoServer redirectingTo(URI place) {
    server.createContext(
        "/go",
        exchange -> {
          exchange.getResponseHeaders().set("Location", place.toString());
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    return this;
  }

  private static void echo(HttpExchange exchange) throws IOException {
    String header = String.valueOf(exchange.getRequestHeaders().get("Authorization"));
    byte[] body = header.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public URI at(String path) {
    return URI.create(origin() + path);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
