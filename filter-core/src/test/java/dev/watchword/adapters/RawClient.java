package dev.watchword.adapters;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Sends requests to one server, byte for byte; headers are whole lines. */
final class RawClient implements AutoCloseable {
  private static final int TEN_SECONDS = 10_000;

  private final RunningServer served;

  RawClient(RunningServer served) {
    this.served = served;
  }

  /** One answer. */
  record Reply(int status, List<String> headers, String body) {
    /** The first value of a header; null for none. */
    String header(String name) {
      String prefix = name + ":";
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst()
          .orElse(null);
    }

    /** The status, and who called where the application was reached. */
    String brief() {
      return status == 200 ? "200 " + body : Integer.toString(status);
    }
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  /** One GET below {@code /app/rest}, with a Host of the loopback address unless it is given. */
  Reply get(String path, String... headers) throws IOException {
    boolean hosted = Arrays.stream(headers).anyMatch(line -> line.startsWith("Host:"));
    return send("GET " + path, hosted ? "" : host(), "", headers);
  }

  private String host() {
    return "Host: 127.0.0.1:" + served.port() + "\r\n";
  }

  /** One request, such as {@code POST /x}, with what stands after its headers. */
  Reply call(String methodAndPath, String body, String... headers) throws IOException {
    return send(methodAndPath, host(), body, headers);
  }

  /** The same without any Host but those that are given. */
  private Reply send(String methodAndPath, String host, String body, String... headers)
      throws IOException {
    String target = methodAndPath.replaceFirst(" ", " /app/rest");
    StringBuilder request = new StringBuilder(target + " HTTP/1.1\r\n" + host);
    request.append("Connection: close\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    request.append("\r\n").append(body);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Reply read(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> head = Arrays.asList(text.substring(0, end).split("\r\n"));
    int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
    return new Reply(status, head.subList(1, head.size()), text.substring(end + 4));
  }

  /**
   * Bytes on one connection, after which nothing more is sent: the answers as they came. A server
   * may break off while it answers.
   */
  String conversation(String bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  int port() {
    return served.port();
  }

  @Override
  public void close() throws IOException {
    try {
      served.stop().close();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
