package dev.watchword.recorded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A server on a port of the loopback address, asked byte for byte. */
record ServerStage(int port, AutoCloseable server) implements AutoCloseable {
  private static final int TEN_SECONDS = 10_000;
  private static final Set<String> OF_THE_SERVER = Set.of("date", "server", "connection");

  /** The answer, line by line, without what every server says. */
  List<String> ask(RecordedRequest request) throws IOException {
    StringBuilder text = new StringBuilder(request.method + " " + request.target + " HTTP/1.1\r\n");
    if (request.all("Host").isEmpty()) {
      text.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    text.append("Connection: close\r\n");
    request.fields().forEach(field -> text.append(field).append("\r\n"));
    String body = request.word("body", "");
    if (request.has("body")) {
      text.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    }
    text.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(text.toString().getBytes(ISO_8859_1));
      socket.getOutputStream().write(body.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return answer(new String(socket.getInputStream().readAllBytes(), UTF_8));
    }
  }

  private List<String> answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    String body = text.substring(end + 4);
    List<String> lines = new ArrayList<>();
    boolean isOurs = true;
    for (String line : Arrays.asList(text.substring(0, end).split("\r\n"))) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      isOurs &= !line.toLowerCase(Locale.ROOT).startsWith("content-type: text/html");
      if (name.equals("content-length")) { // a random id is not always of the same length
        boolean isRight = line.endsWith(": " + body.getBytes(UTF_8).length);
        lines.add("Content-Length: " + (isRight ? "of the body" : "of what is not sent"));
      } else if (!OF_THE_SERVER.contains(name)) {
        lines.add(line.replace(":" + port, ":PORT"));
      }
    }
    if (!body.isEmpty()) {
      lines.add(isOurs ? body.replace(":" + port, ":PORT") : "(a page of the server's own)");
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }
}
