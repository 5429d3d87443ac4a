package dev.watchword.servertests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A large server while it runs. */
final class LargeServerProcess implements AutoCloseable {
  private static final long LONGEST_WAIT = TimeUnit.MINUTES.toNanos(4);
  private static final int BETWEEN_POLLS = 250;

  private final LargeServerHome home;
  private final Process process;
  private final Path log;
  private String waitsFor = "";

  LargeServerProcess(LargeServer server, LargeServerHome home) throws Exception {
    this.home = home;
    log = home.work().resolve("server.log");
    ProcessBuilder builder =
        server.prepare(home).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHWORD"));
    process = builder.start();
    try {
      await(this::areGuarded);
    } catch (Exception failure) {
      close();
      throw failure;
    }
  }

  /** Until something is so. */
  void await(BooleanSupplier condition) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (process.waitFor(BETWEEN_POLLS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the server ended before it was ready:\n" + log());
      }
      if (System.nanoTime() - start > LONGEST_WAIT) {
        throw new IOException("not ready: " + waitsFor + "\n" + log());
      }
    }
  }

  /** What its JVM answers to such a command of jcmd. */
  String ask(String... command) throws IOException {
    ProcessHandle server =
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
            .filter(each -> each.info().command().orElse("").endsWith("java"))
            .findFirst()
            .orElseThrow();
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    words.add(Long.toString(server.pid()));
    words.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (InputStream answer = jcmd.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Whether the guard of each application answers. */
  private boolean areGuarded() {
    try {
      for (Path app : home.apps()) {
        String target = "/" + app.getFileName() + "/listed/orders"; // JAX-RS may guard alone
        RawReply reply = RawReply.to(home.port(), "GET", target, List.of());
        if (!reply.isFromGuard()) {
          waitsFor = target + " says " + reply.text();
          return false;
        }
      }
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** For HTTP. */
  int port() {
    return home.port();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    children.forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    children.forEach(child -> child.onExit().join()); // their port and files are free then
  }
}
