package dev.watchword.redis;

import dev.watchword.limit.StoreSettings;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Three real Redis nodes, each with a third of the slots. */
final class RedisCluster implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  private final List<RedisProcess> nodes = new ArrayList<>();

  RedisCluster() {
    for (int i = 0; i < 3; i++) {
      nodes.add(RedisProcess.startInCluster());
    }
    for (int i = 0; i < 3; i++) {
      int[] slots = IntStream.range(SLOTS * i / 3, SLOTS * (i + 1) / 3).toArray();
      nodes.get(i).run(commands -> commands.clusterAddSlots(slots));
      int other = nodes.get(i).port();
      nodes.get(0).run(commands -> commands.clusterMeet("127.0.0.1", other));
    }
    for (RedisProcess each : nodes) {
      Eventually.isTrue(LONGEST_START, () -> isWhole(each));
    }
  }

  private static boolean isWhole(RedisProcess node) {
    String info = node.run(commands -> commands.clusterInfo());
    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:3");
  }

  StoreSettings settings(Duration timeout, Duration staleness) {
    URI uri = URI.create("redis+cluster://127.0.0.1:" + nodes.get(1).port());
    return new StoreSettings(uri, "watchword", timeout, staleness);
  }

  /** How many keys each of them has. */
  List<Long> keys() {
    return run(commands -> commands.dbsize());
  }

  /** What each of them says. */
  <T> List<T> run(Function<RedisCommands<String, String>, T> question) {
    return nodes.stream().map(node -> node.run(question)).toList();
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
