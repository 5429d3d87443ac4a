package dev.watchword.redis;

import dev.watchword.limit.StoreSettings;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redis.embedded.core.ExecutableProvider;

/** A real Redis in a process of its own, on a free port of this machine, without files. */
final class RedisProcess implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final String REDIS = unpack();
  private static final String VALKEY = "valkey-server";

  private final String program;
  private final int port;
  private final List<String> options;
  private Process process;

  private RedisProcess(String program, int port, List<String> options) {
    this.program = program;
    this.port = port;
    this.options = options;
  }

  private static String unpack() {
    try {
      File binary = ExecutableProvider.newJarResourceProvider().get();
      binary.deleteOnExit();
      return binary.getPath();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** One that runs, with options such as {@code --requirepass}. */
  static RedisProcess start(String... options) {
    RedisProcess redis = absent(options);
    redis.startAgain();
    return redis;
  }

  /** One that does not run yet. */
  static RedisProcess absent(String... options) {
    return new RedisProcess(REDIS, freePort(), List.of(options));
  }

  /** Valkey in its place; throws where it is not installed. */
  static RedisProcess startValkey() {
    RedisProcess valkey = new RedisProcess(VALKEY, freePort(), List.of());
    valkey.startAgain();
    return valkey;
  }

  /** One of a cluster; its nodes speak to each other on a port that is 10,000 higher. */
  static RedisProcess startInCluster() {
    int port = freePort();
    while (port > 55_000) {
      port = freePort();
    }
    RedisProcess redis = new RedisProcess(REDIS, port, List.of("--cluster-enabled", "yes"));
    redis.startAgain();
    return redis;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Starts it on the same port, with nothing in it. */
  void startAgain() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(program, "--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(options);
    try {
      Path folder = Files.createTempDirectory("redis");
      folder.toFile().deleteOnExit();
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Eventually.isTrue(LONGEST_START, this::answers);
  }

  /** Also where it asks for a password. */
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      int first = socket.getInputStream().read();
      return first == '+' || first == '-';
    } catch (IOException notYet) {
      return false;
    }
  }

  int port() {
    return port;
  }

  URI uri() {
    return URI.create("redis://127.0.0.1:" + port);
  }

  StoreSettings settings(Duration timeout, Duration staleness) {
    return new StoreSettings(uri(), "watchword", timeout, staleness);
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

  /** The process is there, and answers nothing. */
  void freeze() {
    signal("-STOP");
  }

  void goOn() {
    signal("-CONT");
  }

  /** Ends it as a crash does. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String name) {
    try {
      int result = new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor();
      if (result != 0) {
        throw new IllegalStateException("kill " + name + " gave " + result);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
