package dev.watchword.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** A real Redis in a process of its own, on a free port, which asks for a password. */
final class TestRedis implements AutoCloseable {
  static final String PASSWORD = "open-sesame";

  private final Process process;
  private final int port;

  private TestRedis(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** One that is ready; it leaves no file in that directory. */
  static TestRedis start(Path directory) throws IOException {
    File binary = ExecutableProvider.newJarResourceProvider().get();
    binary.deleteOnExit();
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(binary.toString(), "--bind", "127.0.0.1"));
    command.addAll(List.of("--port", Integer.toString(port), "--requirepass", PASSWORD));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    TestRedis redis = new TestRedis(process, port);
    redis.awaitReady();
    return redis;
  }

  private void awaitReady() throws IOException {
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.contains("Ready to accept connections")) {
        return;
      }
    }
    throw new IOException("Redis has ended");
  }

  /** As settings have it. */
  String url() {
    return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
  }

  /** As output may have it. */
  String shown() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
