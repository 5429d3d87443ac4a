package dev.watchword.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of request.
 *
 * @param name in the table
 * @param token makes the next one's
 * @param address makes the next one's client, as a proxy says
 * @param statuses one of which is due
 */
record FloodRequest(
    String name,
    String path,
    Supplier<String> token,
    Supplier<String> address,
    Set<Integer> statuses) {

  FloodRequest named(String other) {
    return new FloodRequest(other, path, token, address, statuses);
  }

  /** The next ones, as they are sent. */
  byte[] next(int count) {
    return Stream.generate(this::text)
        .limit(count)
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String text() {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: "
        + address.get()
        + "\r\nAuthorization: Bearer "
        + token.get()
        + "\r\n\r\n";
  }

  /** Reads answers; what gets another one than is due is not measured. */
  void receive(HttpConnection connection, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      int status = connection.receive();
      if (!statuses.contains(status)) {
        throw new IOException(name + " gives " + status);
      }
    }
  }
}
