package dev.watchword.demo.redis;

import dev.watchword.demo.Nodes;
import dev.watchword.demo.Running;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Runs the demo on several nodes until it is stopped, with a Redis where none is set. */
public final class Main {
  private static final String COMMAND = "mvn -pl redis-demo -am compile exec:java@nodes";

  private Main() {}

  /** Takes no arguments: everything is set by properties or environment variables. */
  public static void main(String[] args) throws Exception {
    dev.watchword.demo.Main.run(Main::start);
  }

  private record NodesAndRedis(Nodes nodes, @Nullable Redis redis) implements Running {
    @Override
    public String welcome(Duration startedIn) {
      return nodes.welcome(startedIn);
    }

    @Override
    public void join() throws InterruptedException {
      nodes.join();
    }

    @Override
    public void close() {
      nodes.close();
      if (redis != null) {
        redis.close();
      }
    }
  }

  private static Running start() throws Exception {
    int count = count();
    Redis redis = Nodes.haveStore() ? null : redis();
    try {
      return new NodesAndRedis(
          Nodes.start(count, redis == null ? "" : redis.url(), COMMAND), redis);
    } catch (Exception failed) {
      if (redis != null) {
        redis.close();
      }
      throw failed;
    }
  }

  private static int count() {
    String text =
        ConfigProvider.getConfig().getOptionalValue("demo.nodes", String.class).orElse("2");
    if (!text.matches("[2-9]")) {
      throw new IllegalArgumentException(
          "DEMO_NODES (demo.nodes) is '" + text + "': a number from 2 to 9");
    }
    return Integer.parseInt(text);
  }

  private static Redis redis() {
    try {
      return Redis.start();
    } catch (IOException none) {
      throw new IllegalArgumentException(
          "No Redis can be started here ("
              + none.getMessage()
              + "). Start one, or Valkey: WATCHWORD_STORE=redis://127.0.0.1:6379 "
              + COMMAND,
          none);
    }
  }
}
