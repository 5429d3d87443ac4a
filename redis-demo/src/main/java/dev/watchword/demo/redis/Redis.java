package dev.watchword.demo.redis;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.core.ExecutableProvider;

/** A Redis in a process of its own, on a free port of this machine, without files. */
final class Redis implements AutoCloseable {
  private static final long A_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

  /**
   * Runs the command that follows, and ends it when the input ends, which is ours to hold open: so
   * it never outlives this process, however that ends.
   */
  private static final String WHILE_WE_RUN =
      "exec 3<&0; \"$@\" 3<&- & run=$!; (cat <&3 >/dev/null; kill $run) & wait $run";

  private final Process process;
  private final int port;

  private Redis(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** One that answers; throws where there is no program for this machine, or it does not run. */
  static Redis start() throws IOException {
    File folder = Files.createTempDirectory("redis").toFile();
    folder.deleteOnExit();
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("sh", "-c", WHILE_WE_RUN, "redis", program()));
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1", "--save", ""));
    Process process =
        new ProcessBuilder(command)
            .directory(folder)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    Redis redis = new Redis(process, port);
    redis.awaitAnswer();
    return redis;
  }

  private static String program() throws IOException {
    try {
      File program = ExecutableProvider.newJarResourceProvider().get();
      program.deleteOnExit();
      return program.getPath();
    } catch (RuntimeException unknownMachine) {
      throw new IOException(unknownMachine.getClass().getSimpleName(), unknownMachine);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException {
    long begun = System.nanoTime();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() - begun > LONGEST_NANOS) {
        close();
        throw new IOException("it does not answer");
      }
      LockSupport.parkNanos(A_LOOK_NANOS);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      process.destroyForcibly();
    }
  }
}
