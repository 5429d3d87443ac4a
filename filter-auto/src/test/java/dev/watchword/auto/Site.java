package dev.watchword.auto;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A running application at {@code /app}. */
record Site(int port, AutoCloseable server, Closeable world) implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** The status of a GET; without token where it is null. */
  int status(String path, @Nullable String token) throws IOException, InterruptedException {
    return get(path, token).statusCode();
  }

  HttpResponse<String> get(String path, @Nullable String token)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/app" + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    try (world) {
      server.close();
    } catch (Exception fault) {
      throw new IOException(fault);
    }
  }
}
