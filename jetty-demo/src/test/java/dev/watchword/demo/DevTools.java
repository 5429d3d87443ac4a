package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The protocol by which Chromium is driven: calls with an answer each, and events. */
final class DevTools implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PATIENCE_SECONDS = 60;

  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
  private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

  DevTools(URI address) throws Exception {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Incoming())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Hears each event; it must not wait for an answer. */
  void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /** The answer to a call; {@code session} is empty for the browser as a whole. */
  JsonNode call(String session, String method, Map<String, ?> parameters) throws Exception {
    return begin(session, method, parameters).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Servers of this protocol take calls one behind the other, and Java's client sends so. */
  synchronized CompletableFuture<JsonNode> begin(
      String session, String method, Map<String, ?> parameters) {
    int id = lastId.incrementAndGet();
    Map<String, Object> message = new HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    awaited.put(id, answer);
    String text = JSON.valueToTree(message).toString();
    sent = sent.thenCompose(before -> socket.sendText(text, true));
    return answer;
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Incoming implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        received(whole);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void received(String whole) {
      try {
        JsonNode message = JSON.readTree(whole);
        if (message.has("id")) {
          awaited.remove(message.path("id").asInt()).complete(message);
        } else {
          listeners.forEach(listener -> listener.accept(message));
        }
      } catch (IOException noJson) {
        awaited.values().forEach(answer -> answer.completeExceptionally(noJson));
      }
    }
  }
}
