package dev.watchword.jaxrs;

import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A running application, and a client that sends what it is told, byte for byte. */
final class JaxrsServer implements AutoCloseable {
  private static final int TEN_SECONDS = 10_000;

  private final int port;
  private final Stop server;

  JaxrsServer(int port, Stop server) {
    this.port = port;
    this.server = server;
  }

  /** One answer; the headers are whole lines. */
  record Reply(int status, List<String> headers, String body) {
    /** The values of a header, joined by a comma; null for none. */
    String header(String name) {
      String prefix = name + ":";
      List<String> values =
          headers.stream()
              .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
              .map(line -> line.substring(prefix.length()).strip())
              .toList();
      return values.isEmpty() ? null : String.join(", ", values);
    }

    /** The word of the problem; empty where the answer is none of ours. */
    String code() {
      return body.replaceFirst("(?s).*\"code\":\"(\\w+)\".*|.*", "$1");
    }
  }

  int port() {
    return port;
  }

  /** The header line with a good token. */
  static String bearer(Tokens token) {
    return bearer(token.text());
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  /** The header line of alice, who has no role, scope or claim. */
  static String alice() {
    return bearer(JaxrsApp.token());
  }

  static String withRole(String role) {
    return bearer(JaxrsApp.token().claim("roles", List.of(role)));
  }

  Reply get(String path, String... headers) throws IOException {
    return call("GET", path, headers);
  }

  /** One request below the application's base. */
  Reply call(String method, String path, String... headers) throws IOException {
    return raw(method, JaxrsApp.BASE + path, headers);
  }

  /** One request; headers are whole lines. */
  Reply raw(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(socket.getInputStream());
    }
  }

  private static Reply read(InputStream in) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no whole answer came: '" + text + "'");
    }
    List<String> head = Arrays.asList(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
    return new Reply(status, head.subList(1, head.size()), text.substring(end + 4));
  }

  /** Ends a server. */
  @FunctionalInterface
  interface Stop {
    void stop() throws Exception;
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception fault) {
      throw new IOException(fault);
    }
  }
}
