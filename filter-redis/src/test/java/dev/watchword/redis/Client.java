package dev.watchword.redis;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Speaks to nodes over real sockets, as many clients at once. */
final class Client implements AutoCloseable {
  private static final int THREADS = 8;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  /**
   * A request.
   *
   * @param token empty for none
   * @param address whose request it is, as a proxy tells
   */
  static HttpRequest request(Node node, String path, String token, String address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.uri(path)).timeout(LONGEST).header("X-Forwarded-For", address);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }

  HttpResponse<Void> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  int get(Node node, String path, String token) {
    return send(request(node, path, token, "203.0.113.1")).statusCode();
  }

  /** The answers to so many requests that are sent at the same time. */
  List<HttpResponse<Void>> atOnce(int number, IntFunction<HttpRequest> request) {
    List<CompletableFuture<HttpResponse<Void>>> sent = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      sent.add(http.sendAsync(request.apply(i), BodyHandlers.discarding()));
    }
    return sent.stream().map(CompletableFuture::join).toList();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
