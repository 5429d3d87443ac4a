package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A caller that is refused while its body is still on the way reads the answer. */
final class UnreadBodyTest extends OnEachRuntime {
  private static final int LARGE = 20 << 20;
  private static final int TEN_SECONDS = 10_000;
  private static final String LENGTH = "Content-Length: " + LARGE;

  /** More than any of these servers has threads. */
  private static final int CALLERS = 250;

  @Override
  JaxrsApp site() throws Exception {
    return JaxrsApp.of(JaxrsAdapter.App.class);
  }

  private Socket begun(String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(TEN_SECONDS);
    String head = "POST " + JaxrsApp.BASE + "/x HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    String all = head + String.join("\r\n", headers) + "\r\n\r\n";
    socket.getOutputStream().write(all.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The status of the final answer, once its body is there; all that came if it is not. */
  private static String answer(Socket socket) throws IOException {
    StringBuilder came = new StringBuilder();
    InputStream in = socket.getInputStream();
    int next = in.read();
    while (next >= 0 && came.append((char) next).indexOf("\"token_missing\"") < 0) {
      next = in.read();
    }
    return came.toString()
        .replaceFirst("^HTTP/1.1 100.*\r\n\r\n", "")
        .replaceFirst("(?s)^HTTP/1.1 (\\d+) .*\"token_missing\"", "$1");
  }

  private static void sendAll(Socket socket, boolean chunked) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] zeros = new byte[1 << 16];
    for (int sent = 0; sent < LARGE; sent += zeros.length) {
      out.write((chunked ? "10000\r\n" : "").getBytes(StandardCharsets.US_ASCII));
      out.write(zeros);
      out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
    }
    out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void callerThatSendsAllFirst_readsAnswer() throws Exception {
    try (Socket socket = begun(LENGTH)) {
      sendAll(socket, false);
      assertEquals("401", answer(socket));
    }
  }

  @Test
  void callerThatSendsChunks_readsAnswer() throws Exception {
    try (Socket socket = begun("Transfer-Encoding: chunked")) {
      sendAll(socket, true);
      assertEquals("401", answer(socket));
    }
  }

  @Test
  void callerThatWaitsFor100_isAnsweredAtOnce() throws Exception {
    try (Socket socket = begun(LENGTH, "Expect: 100-continue")) {
      assertEquals("401", answer(socket));
    }
  }

  @Test
  void callersThatSendNothing_holdNoThread() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        silent.add(begun(LENGTH));
        assertEquals("401", answer(silent.get(i)));
      }
      assertEquals(401, server.get("/x").status());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }
}
