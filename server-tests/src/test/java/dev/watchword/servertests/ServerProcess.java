package dev.watchword.servertests;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, with its own jars alone. */
final class ServerProcess implements AutoCloseable {
  /** Of our launchers, and of Quarkus. */
  private static final Pattern READY =
      Pattern.compile("(?:^ready |Listening on: http://127\\.0\\.0\\.1:)(\\d+)");

  private final HostKind kind;
  private final Process process;
  private final Path log;
  private final List<String> failed = new ArrayList<>();
  private WebClient client;

  /** Starts it, and waits until it has deployed what it could. */
  ServerProcess(
      HostKind kind, Path work, Map<String, WarFixture> apps, Map<String, String> environment)
      throws IOException {
    this.kind = kind;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(kind.command());
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
      }
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        client = new WebClient(Integer.parseInt(ready.group(1)));
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

  WebClient client() {
    return client;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    if (!kind.endsWithInput()) {
      process.destroy();
    }
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
