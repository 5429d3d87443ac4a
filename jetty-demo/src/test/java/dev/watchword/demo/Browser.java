package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Chromium without a window, driven by its own protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");

  private static final int MOST_TRIES = 1000;

  private final Process process;
  private final WebSocket page;
  private final Answers answers = new Answers();

  /** Opens a page; {@code profile} is an empty folder. */
  Browser(String program, Path profile, String url) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            program,
            "--headless=new",
            "--no-sandbox", // as in containers, where the tests may run as root
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--user-data-dir=" + profile,
            "--remote-debugging-port=0");
    process = builder.redirectErrorStream(true).start();
    try {
      HttpClient client = HttpClient.newHttpClient();
      URI opening = URI.create("http://" + address(process.inputReader()) + "/json/new?" + url);
      HttpRequest open =
          HttpRequest.newBuilder(opening).PUT(HttpRequest.BodyPublishers.noBody()).build();
      JsonNode target = JSON.readTree(client.send(open, BodyHandlers.ofString()).body());
      URI socket = URI.create(target.path("webSocketDebuggerUrl").asText());
      page = client.newWebSocketBuilder().buildAsync(socket, answers).get(20, TimeUnit.SECONDS);
    } catch (Exception failed) {
      process.destroyForcibly();
      throw failed;
    }
  }

  private static String address(BufferedReader said) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        return listening.group(1);
      }
    }
    throw new IOException("Chromium did not start");
  }

  /** The text that an expression gives, or that its promise comes to. */
  String evaluate(String expression) throws Exception {
    Map<String, Object> parameters =
        Map.of("expression", expression, "awaitPromise", true, "returnByValue", true);
    JsonNode result = send("Runtime.evaluate", parameters).path("result");
    return result.path("result").path("value").asText();
  }

  /** Waits until an expression is true, also where the page is still being opened. */
  void await(String condition) throws Exception {
    String poll =
        "new Promise(done => { const look = () => ("
            + condition
            + ") ? done('true') : setTimeout(look, 20); look(); })";
    int tries = 0;
    while (!evaluate(poll).equals("true")) { // a page that goes takes its promises along
      if (++tries > MOST_TRIES) {
        throw new IllegalStateException("never true: " + condition);
      }
    }
  }

  JsonNode send(String method, Map<String, Object> parameters) throws Exception {
    CompletableFuture<JsonNode> answer = answers.next();
    Map<String, Object> message = Map.of("id", 1, "method", method, "params", parameters);
    page.sendText(JSON.writeValueAsString(message), true);
    return answer.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    page.abort();
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** One call is under way at a time; events are passed over. */
  private static final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private volatile CompletableFuture<JsonNode> awaited = new CompletableFuture<>();

    CompletableFuture<JsonNode> next() {
      awaited = new CompletableFuture<>();
      return awaited;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(text.toString());
          if (message.has("id")) {
            awaited.complete(message);
          }
        } catch (IOException noJson) {
          awaited.completeExceptionally(noJson);
        }
        text.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
