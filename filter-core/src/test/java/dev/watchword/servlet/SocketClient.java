package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of WebSockets that waits for what it is told. */
final class SocketClient implements WebSocket.Listener {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final long MOST_SECONDS = 20;

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private WebSocket socket;

  private SocketClient() {}

  /** Connects with this token in {@code Authorization}; without for null. */
  static SocketClient connect(RunningApp site, String path, String token) throws Exception {
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    return connect(
        token == null ? builder : builder.header("Authorization", "Bearer " + token), site, path);
  }

  /** Offers these subprotocols. */
  static SocketClient offering(RunningApp site, String path, String first, String... more)
      throws Exception {
    return connect(CLIENT.newWebSocketBuilder().subprotocols(first, more), site, path);
  }

  private static SocketClient connect(WebSocket.Builder builder, RunningApp site, String path)
      throws Exception {
    SocketClient client = new SocketClient();
    URI uri = URI.create("ws://127.0.0.1:" + site.port() + path);
    client.socket = builder.buildAsync(uri, client).get(MOST_SECONDS, TimeUnit.SECONDS);
    return client;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      texts.add(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  void send(String message) throws Exception {
    try {
      socket.sendText(message, true).get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) { // the server's word says more
      throw new AssertionError("closed by " + closed.get(MOST_SECONDS, TimeUnit.SECONDS), failure);
    }
  }

  String subprotocol() {
    return socket.getSubprotocol();
  }

  void assertTold(String expected) throws InterruptedException {
    String next = texts.poll(MOST_SECONDS, TimeUnit.SECONDS);
    assertNotNull(next, expected);
    assertEquals(expected, next);
  }

  void assertClosed(String expected) throws Exception {
    assertEquals(expected, closed.get(MOST_SECONDS, TimeUnit.SECONDS));
  }

  void leave() throws Exception {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(MOST_SECONDS, TimeUnit.SECONDS);
  }
}
