package dev.watchword.servertests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One answer to a request that was sent byte for byte.
 *
 * @param status 0 where the server hung up without an answer
 * @param text head and body
 */
record RawReply(int status, String text) {
  private static final int TEN_SECONDS = 10_000;
  private static final Pattern REASON = Pattern.compile("\"reason\":\"(\\w+)\"");

  static RawReply to(int port, String method, String target, List<String> headers)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:" + port + "\r\nConnection: close\r\n");
    headers.forEach(line -> request.append(line).append("\r\n"));
    request.append("\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TEN_SECONDS);
      socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (SocketException hungUp) {
      return new RawReply(0, "");
    }
  }

  private static RawReply of(String text) {
    return text.isEmpty()
        ? new RawReply(0, "")
        : new RawReply(Integer.parseInt(text.split(" ", 3)[1]), text);
  }

  /** Whether the application behind the guard answered. */
  boolean isFromApplication() {
    return has("\r\nx-reached: yes\r\n");
  }

  /** Why the guard refused, where its answer says so; null for none. */
  String reason() {
    Matcher found = REASON.matcher(text);
    return found.find() ? found.group(1) : null;
  }

  /** Whether it is the guard's refusal. To HEAD it has no body, but a challenge still. */
  boolean isFromGuard() {
    return reason() != null || (has("application/problem+json") && has("\r\nwww-authenticate: "));
  }

  /** Header names are in lower case over HTTP/2. */
  private boolean has(String part) {
    return text.toLowerCase(Locale.ROOT).contains(part);
  }
}
