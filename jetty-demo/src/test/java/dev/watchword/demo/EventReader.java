package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Reads a stream of events of a demo; what does not come within ten seconds is a failure. */
final class EventReader implements AutoCloseable {
  private static final int TEN_SECONDS = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpURLConnection connection;
  private final BufferedReader lines;
  private final StringBuilder text = new StringBuilder();

  /** One event. */
  record Event(String name, JsonNode data) {}

  /** Opens it; {@code token} may be empty. */
  EventReader(Demo demo, String path, String token) throws IOException {
    this(demo.port(), path, token);
  }

  /** The same at one of a demo's ports. */
  EventReader(int port, String path, String token) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setReadTimeout(TEN_SECONDS);
    if (!token.isEmpty()) {
      connection.setRequestProperty("Authorization", "Bearer " + token);
    }
    lines =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
  }

  Event next() throws IOException {
    String name = "message";
    String data = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
      if (line.startsWith("event: ")) {
        name = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        data = line.substring("data: ".length());
      } else if (line.isEmpty() && data != null) {
        return new Event(name, JSON.readTree(data));
      }
    }
    throw new EOFException("the stream has ended");
  }

  /** The data of the next event of that name which is wanted; others are passed over. */
  JsonNode await(String name, Predicate<JsonNode> wanted) throws IOException {
    Event event = next();
    while (!event.name.equals(name) || !wanted.test(event.data)) {
      event = next();
    }
    return event.data;
  }

  JsonNode await(String name) throws IOException {
    return await(name, any -> true);
  }

  /** All that was read. */
  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
