package dev.watchword.servlet;

import java.io.IOException;

/** A site that answers on a port of the loopback address. */
final class RunningApp implements AutoCloseable {
  /** How to end the server. */
  @FunctionalInterface
  interface Stop {
    void now() throws Exception;
  }

  private final int port;
  private final Stop stop;

  RunningApp(int port, Stop stop) {
    this.port = port;
    this.stop = stop;
  }

  int port() {
    return port;
  }

  /** A connection to be used for more than one request. */
  RawHttp connect() throws IOException {
    return new RawHttp(port);
  }

  /** One request without a body; headers are whole lines. */
  RawHttp.Reply call(String method, String target, String... headers) throws IOException {
    return send(method, target, "", headers);
  }

  RawHttp.Reply get(String target, String... headers) throws IOException {
    return call("GET", target, headers);
  }

  /** One urlencoded form. */
  RawHttp.Reply post(String target, String form, String... headers) throws IOException {
    String about =
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form;
    return send("POST", target, about, headers);
  }

  private RawHttp.Reply send(String method, String target, String rest, String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder();
    request.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(port).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append(rest.isEmpty() ? "\r\n" : rest);
    try (RawHttp connection = connect()) {
      return connection.send(request.toString());
    }
  }

  /** The header line that carries a token. */
  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  @Override
  public void close() throws IOException {
    try {
      stop.now();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
