package dev.watchword.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Requests over a plain socket: ordinary clients would not send a foreign Host. */
final class RawHttp {
  private static final int TEN_SECONDS = 10_000;

  private RawHttp() {}

  /** One answer. */
  record Reply(int status, String head, String body) {
    Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  /** A request without a body, with the right Host; headers are whole lines. */
  static Reply call(Demo demo, String method, String target, String... headers) throws IOException {
    return send(demo, method, target, "127.0.0.1:" + demo.port(), "", headers);
  }

  static Reply get(Demo demo, String target, String... headers) throws IOException {
    return call(demo, "GET", target, headers);
  }

  static Reply post(Demo demo, String target, String body, String... headers) throws IOException {
    return send(demo, "POST", target, "127.0.0.1:" + demo.port(), body, headers);
  }

  static Reply send(
      Demo demo, String method, String target, String host, String body, String... headers)
      throws IOException {
    return send(
        InetAddress.getByName("127.0.0.1"), demo.port(), method, target, host, body, headers);
  }

  static Reply send(
      InetAddress address,
      int port,
      String method,
      String target,
      String host,
      String body,
      String... headers)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(host).append("\r\nConnection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    try (Socket socket = new Socket(address, port)) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String[] parts = answer.split("\r\n\r\n", 2);
      return new Reply(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    }
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
