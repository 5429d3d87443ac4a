package dev.watchword.servertests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A large server while it runs. */
final class LargeServerProcess implements AutoCloseable {
  private static final long LONGEST_START = TimeUnit.MINUTES.toNanos(4);
  private static final int BETWEEN_POLLS = 250;

  private final LargeServerHome home;
  private final Process process;
  private final Path log;

  LargeServerProcess(LargeServer server, LargeServerHome home) throws Exception {
    this.home = home;
    log = home.work().resolve("server.log");
    ProcessBuilder builder =
        server.prepare(home).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("WATCHWORD"));
    process = builder.start();
    try {
      awaitGuard();
    } catch (Exception failure) {
      close();
      throw failure;
    }
  }

  /** Until the guard of the application answers. */
  private void awaitGuard() throws Exception {
    long start = System.nanoTime();
    while (!isGuarded()) {
      if (process.waitFor(BETWEEN_POLLS, TimeUnit.MILLISECONDS)) {
        throw new IOException("the server ended before it was ready:\n" + log());
      }
      if (System.nanoTime() - start > LONGEST_START) {
        throw new IOException("the server is not ready:\n" + log());
      }
    }
  }

  private boolean isGuarded() {
    try {
      return RawReply.to(home.port(), "GET", "/app/who", List.of()).isFromGuard();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** For HTTP. */
  int port() {
    return home.port();
  }

  private String log() throws IOException {
    return Files.readString(log);
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
  }
}
