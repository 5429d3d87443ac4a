package dev.watchword.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A contender while it runs, on the first core alone. */
final class HttpServerProcess implements AutoCloseable {
  private static final int TRIES = 200;
  private static final int TEN_MILLIS = 10;
  private static final int USER_TIME = 11;
  private static final long NANOS_OF_TICK = 10_000_000;

  private final Process process;
  private final int port;

  HttpServerProcess(HttpContender contender, String secret) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
    command.addAll(contender.command());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("SECRET", secret);
    builder.environment().put("ISSUER", Scene.ISSUER);
    builder.environment().put("AUDIENCE", Scene.AUDIENCE);
    builder.environment().put("NODE_ENV", "production");
    int given = freePort();
    builder.environment().put("PORT", Integer.toString(given));
    process = builder.start();
    port = contender.takesPort() ? awaitPort(given) : printedPort(contender);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private int printedPort(HttpContender contender) throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.matches("\\d+")) {
        return Integer.parseInt(line);
      }
    }
    throw new IOException(contender + " does not start");
  }

  private static int awaitPort(int port) throws IOException {
    for (int i = 0; i < TRIES; i++) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return open.getPort();
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new IOException("nothing listens on " + port);
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(TEN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  int port() {
    return port;
  }

  /** What the operating system has counted for it, in all its threads: user and system. */
  long cpuNanos() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
        * NANOS_OF_TICK;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
