package dev.watchword.servertests;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, with its own jars alone. */
final class ServerProcess implements AutoCloseable {
  /** The servers there are, named as their directories in target/servers. */
  enum Kind {
    TOMCAT10(TomcatLauncher.class),
    TOMCAT11(TomcatLauncher.class),
    JETTY(JettyLauncher.class);

    private final Class<?> launcher;

    Kind(Class<?> launcher) {
      this.launcher = launcher;
    }

    private String classPath() {
      Path jars = Path.of("target/servers", name().toLowerCase(java.util.Locale.ROOT));
      return jars + "/*:target/test-classes";
    }
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final Path log;
  private final List<String> failed = new ArrayList<>();
  private int port;

  /** Starts it, and waits until it has deployed what it could. */
  ServerProcess(Kind kind, Path work, Map<String, WarFixture> apps, Map<String, String> environment)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", kind.classPath(), kind.launcher.getName()));
    command.add(work.toAbsolutePath().toString());
    apps.forEach(
        (path, app) -> {
          command.add(path);
          command.add(app.directory().toAbsolutePath().toString());
        });
    log = work.resolve("server.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHWORD"));
    builder.environment().putAll(environment);
    process = builder.start();
    awaitReady();
  }

  private void awaitReady() throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("failed ")) {
        failed.add(line.substring(7));
      } else if (line.startsWith("ready ")) {
        port = Integer.parseInt(line.substring(6));
        return;
      }
    }
    throw new IOException("the server ended before it was ready:\n" + log());
  }

  /** Context paths of the applications that were not deployed. */
  List<String> failed() {
    return failed;
  }

  String log() throws IOException {
    return Files.readString(log);
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

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
