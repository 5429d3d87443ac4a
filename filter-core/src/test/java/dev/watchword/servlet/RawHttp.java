package dev.watchword.servlet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One HTTP/1.1 connection that sends what it is told, byte for byte: real clients forbid a lot. */
final class RawHttp implements AutoCloseable {
  private static final int TEN_SECONDS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TEN_SECONDS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** One answer. */
  record Reply(int status, List<String> headers, String body) {
    /** Every value of a header, in its order. */
    List<String> all(String name) {
      String prefix = name + ":";
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, prefix, 0, prefix.length()))
          .map(line -> line.substring(prefix.length()).strip())
          .toList();
    }

    /** The values of a header, joined by a comma; null for none. */
    String header(String name) {
      List<String> values = all(name);
      return values.isEmpty() ? null : String.join(", ", values);
    }
  }

  /** Sends a request in Latin-1, which is one byte a char, and reads the answer. */
  Reply send(String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return read(!request.startsWith("HEAD "));
  }

  private Reply read(boolean hasBody) throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    Reply head = new Reply(status, headers, "");
    boolean bodiless = !hasBody || status == 101 || status == 204 || status == 304;
    return bodiless ? head : new Reply(status, headers, body(head));
  }

  private String body(Reply head) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if ("chunked".equalsIgnoreCase(head.header("Transfer-Encoding"))) {
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        body.write(in.readNBytes(size));
        line();
      }
      line();
    } else if (head.header("Content-Length") != null) {
      body.write(in.readNBytes(Integer.parseInt(head.header("Content-Length"))));
    } else {
      in.transferTo(body);
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection after '" + line + "'");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
