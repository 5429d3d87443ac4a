package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A client of server-sent events that waits for what it is told. */
final class EventClient implements AutoCloseable {
  private static final long MOST_SECONDS = 20;

  // Of its own: a connection that is shared (HTTP/2) would end with another test's server. And a
  // field: the stream breaks off when a client is collected as garbage.
  private final HttpClient client;

  private final HttpResponse<java.io.InputStream> answer;
  private final BufferedReader lines;

  EventClient(RunningApp site, String path, String token) throws Exception {
    this(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), site, path, token);
  }

  /** On a connection of this client's, which may have one already. */
  EventClient(HttpClient client, RunningApp site, String path, String token) throws Exception {
    this.client = client;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(MOST_SECONDS))
            .build();
    answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
  }

  HttpResponse<?> answer() {
    return answer;
  }

  /** The next event, its lines with {@code |} between them; comments are left out. */
  String next() throws Exception {
    return CompletableFuture.supplyAsync(this::read).get(MOST_SECONDS, TimeUnit.SECONDS);
  }

  private String read() {
    StringBuilder event = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && event.length() > 0) {
          return event.substring(1);
        }
        if (!line.isEmpty() && !line.startsWith(":")) {
          event.append('|').append(line);
        }
      }
      return null;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  void assertTold(String expected) throws Exception {
    assertEquals(expected, next());
  }

  void assertOver() throws Exception {
    assertNull(next());
  }

  @Override
  public void close() throws IOException {
    answer.body().close();
  }
}
