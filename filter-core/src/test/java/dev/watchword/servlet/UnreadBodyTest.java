package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A caller that is refused while its body is still on the way reads the answer, and can hold no
 * thread with it.
 */
@EachServer
class UnreadBodyTest extends ServletAppTest {
  private static final int LARGE = 20 << 20;
  private static final int CHUNK = 1 << 16;
  private static final int TEN_SECONDS = 10_000;

  /** More than any of these servers has threads. */
  private static final int CALLERS = 250;

  @Override
  ServletApp application() {
    return ServletApp.with(LiveTokens.secret())
        .set("public", "/little,/short")
        .set("rules", "issue")
        .set("rule.issue", "/token own")
        .page("/*", TestPage.WHO)
        .page("/little", (request, response) -> bounded(request, response, CHUNK, 600))
        .page("/short", (request, response) -> bounded(request, response, LARGE, 0.2))
        .adding(
            context -> {
              var token = context.addServlet("token", TokenServlet.class);
              token.setAsyncSupported(true);
              token.addMapping("/token");
            });
  }

  private static void bounded(
      HttpServletRequest request, HttpServletResponse response, long bytes, double seconds)
      throws IOException {
    response.setStatus(403);
    response.setContentLength(0);
    UnreadBody.discard(request, response, bytes, Duration.ofMillis((long) (1000 * seconds)));
  }

  /** A connection that has sent this much of a request. */
  private Socket begun(String target, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
    socket.setSoTimeout(TEN_SECONDS);
    String head =
        "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers);
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** Of the final answer: Tomcat says 100 before it asks any filter. */
  private static int status(Socket socket) throws IOException {
    int status = Integer.parseInt(line(socket).split(" ", 3)[1]);
    if (status != 100) {
      return status;
    }
    line(socket);
    return status(socket);
  }

  private static String line(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = socket.getInputStream().read(); b != '\n'; b = socket.getInputStream().read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed after '" + line + "'");
      }
      line.append((char) b);
    }
    return line.toString();
  }

  private static void sendAll(Socket socket, boolean chunked) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] zeros = new byte[CHUNK];
    for (int sent = 0; sent < LARGE; sent += CHUNK) {
      sendChunk(out, zeros, chunked);
    }
    out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
  }

  private static void sendChunk(OutputStream out, byte[] zeros, boolean chunked)
      throws IOException {
    out.write((chunked ? "10000\r\n" : "").getBytes(StandardCharsets.US_ASCII));
    out.write(zeros);
    out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
  }

  private static String length() {
    return "Content-Length: " + LARGE;
  }

  @Test
  void callerThatSendsAllFirst_readsAnswer() throws Exception {
    for (String target : List.of("/api", "/token")) {
      try (Socket socket = begun(target, length())) {
        sendAll(socket, false);
        assertEquals(target.equals("/api") ? 401 : 400, status(socket), target);
      }
    }
  }

  @Test
  void callerThatSendsChunks_readsAnswer() throws Exception {
    try (Socket socket = begun("/api", "Transfer-Encoding: chunked")) {
      sendAll(socket, true);
      assertEquals(401, status(socket));
    }
  }

  @Test
  void callerThatWaitsFor100_isAnsweredAtOnce() throws Exception {
    try (Socket socket = begun("/api", length(), "Expect: 100-continue")) {
      assertEquals(401, status(socket));
    }
  }

  @Test
  void callerThatDoesNotWaitFor100_readsAnswer() throws Exception {
    try (Socket socket = begun("/api", length(), "Expect: 100-continue")) {
      sendAll(socket, false);
      assertEquals(401, status(socket));
    }
  }

  @Test
  void javaClient_readsAnswer() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    URI uri = URI.create("http://127.0.0.1:" + site.port() + "/api");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE]))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(401, answer.statusCode());
    assertTrue(answer.body().contains("token_missing"), answer::body);
  }

  @Test
  void fetchOfNode_readsAnswer() throws Exception {
    assumeTrue(isInstalled("node"), "Node is not installed: its fetch is not tried");
    String script =
        "fetch(process.argv[1], {method: 'POST', body: Buffer.alloc(Number(process.argv[2]))})"
            + ".then(async r => console.log(r.status, await r.text()), e => console.log(e.cause))";
    String uri = "http://127.0.0.1:" + site.port() + "/api";
    Process node =
        new ProcessBuilder("node", "-e", script, uri, String.valueOf(LARGE))
            .redirectErrorStream(true)
            .start();
    String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(said.startsWith("401 {"), said);
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @Test
  void callersThatSendNothing_holdNoThread() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        silent.add(begun("/api", length()));
        assertEquals(401, status(silent.get(i)));
      }
      assertEquals(401, site.get("/").status());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  /** Undertow reads no more, and leaves it to its idle timeout to close the connection. */
  private boolean leavesItOpen(Socket socket) throws IOException {
    if (container != Container.UNDERTOW) {
      return false;
    }
    sendChunk(socket.getOutputStream(), new byte[1], true);
    return true;
  }

  @Test
  void endlessBody_isCutOff() throws Exception {
    try (Socket socket = begun("/little", "Transfer-Encoding: chunked")) {
      assertEquals(403, status(socket));
      if (leavesItOpen(socket)) {
        return;
      }
      byte[] zeros = new byte[CHUNK];
      assertThrows(
          IOException.class,
          () -> {
            for (int sent = 0; sent < 8 * LARGE; sent += CHUNK) {
              sendChunk(socket.getOutputStream(), zeros, true);
            }
          });
    }
  }

  @Test
  void bodyThatDoesNotCome_isGivenUp() throws Exception {
    try (Socket socket = begun("/short", length())) {
      assertEquals(403, status(socket));
      if (leavesItOpen(socket)) {
        return;
      }
      socket.getInputStream().readAllBytes();
    }
  }
}
