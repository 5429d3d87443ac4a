package dev.watchword.servertests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Calls a server on this machine, as programs do. */
final class WebClient {
  /** Offers no HTTP/2: some servers take it up in mid-connection, and then end that. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final int port;

  WebClient(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  /** A call of an application's echo; without token where it is null. */
  HttpResponse<String> echo(String contextPath, String token)
      throws IOException, InterruptedException {
    return get(contextPath + "/echo", token);
  }

  /** Any path of an application; without token where it is null. */
  HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Calls an open path so many times at once. */
  void getOften(String path, int times) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    Stream.generate(() -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
        .limit(times)
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** The status of a WebSocket handshake with an application. */
  int handshake(String contextPath, String token) {
    URI uri = URI.create("ws://127.0.0.1:" + port + contextPath + "/socket");
    WebSocket.Builder socket = client.newWebSocketBuilder();
    if (token != null) {
      socket.header("Authorization", "Bearer " + token);
    }
    try {
      socket.buildAsync(uri, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw failure;
    }
  }

  /** Opens a WebSocket, says hello, and waits for the answers until the server closes it. */
  String conversation(String contextPath, String token) {
    StringBuilder heard = new StringBuilder();
    CompletableFuture<String> whole = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            heard.append(text).append(last ? "\n" : "");
            from.request(1);
            return null;
          }

          @Override
          public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            whole.complete(heard + (code + " " + reason));
            return null;
          }

          @Override
          public void onError(WebSocket from, Throwable error) {
            whole.completeExceptionally(error);
          }
        };
    client
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + token)
        .buildAsync(URI.create("ws://127.0.0.1:" + port + contextPath + "/socket"), listener)
        .join()
        .sendText("hello", true);
    return whole.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
