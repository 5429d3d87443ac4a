package dev.watchword.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
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
      write(socket, request.toString().getBytes(StandardCharsets.ISO_8859_1));
      String answer = answer(socket.getInputStream());
      String[] parts = answer.split("\r\n\r\n", 2);
      return new Reply(Integer.parseInt(parts[0].split(" ", 3)[1]), parts[0], parts[1]);
    }
  }

  /** As clients do: a server that has heard enough answers, and takes no more of the body. */
  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException closed) {
      // the answer is read all the same; where there is none, the caller finds no status
    }
  }

  private static String answer(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      in.transferTo(answer);
    } catch (SocketException reset) {
      if (answer.size() == 0) {
        throw reset;
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
