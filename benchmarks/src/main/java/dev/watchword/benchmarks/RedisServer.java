package dev.watchword.benchmarks;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on a free port of this machine, in a process of its own, without files. */
final class RedisServer implements AutoCloseable {
  private final File binary = ExecutableProvider.newJarResourceProvider().get();
  private final int port = freePort();
  private Process process;

  RedisServer() throws IOException {
    process = start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** After it was killed: again, with nothing in it. */
  void startAgain() throws IOException {
    process = start();
  }

  private Process start() throws IOException {
    File folder = Files.createTempDirectory("redis").toFile();
    folder.deleteOnExit();
    Process started =
        new ProcessBuilder(
                binary.getPath(), "--port", "" + port, "--bind", "127.0.0.1", "--save", "")
            .directory(folder)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    for (int i = 0; !isOpen(); i++) {
      if (i == 200) {
        throw new IOException("Redis does not start");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return started;
  }

  private boolean isOpen() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  /** Asks it as an operator would. */
  <T> T run(Function<RedisCommands<String, String>, T> question) {
    RedisClient client = RedisClient.create(uri().toString());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return question.apply(connection.sync());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
  }

  /** A number of what {@code INFO} says; 0 where it is not there. */
  double info(String section, String name) {
    String all = run(redis -> redis.info(section));
    Matcher found = Pattern.compile("(?m)^" + name + "([0-9.]+)").matcher(all);
    return found.find() ? Double.parseDouble(found.group(1)) : 0;
  }

  /** Nanoseconds that it used of a processor. */
  double processorNanos() {
    return 1e9 * (info("cpu", "used_cpu_user:") + info("cpu", "used_cpu_sys:"));
  }

  /** It is there, and answers nothing. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    int result = new ProcessBuilder("kill", name, pid).start().waitFor();
    if (result != 0) {
      throw new IOException(String.format(Locale.ROOT, "kill %s gave %s", name, result));
    }
  }

  /** Ends it as a crash does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    var unused = binary.delete();
  }
}
