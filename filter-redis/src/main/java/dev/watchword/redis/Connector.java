package dev.watchword.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes connections to one server or one cluster, with few threads and nothing unbounded. */
final class Connector implements AutoCloseable {
  private static final int THREADS = 2;

  /**
   * Commands that wait for an answer. Each is given up after its timeout, so few are ever there.
   */
  private static final int MOST_WAITING = 10_000;

  private static final Duration HANDSHAKE = Duration.ofSeconds(2);
  private static final Duration NEW_NODES_NOTICED = Duration.ofSeconds(30);
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private final ClientResources resources;
  private final AbstractRedisClient client;
  private final Supplier<CompletableFuture<Connection>> connect;

  Connector(RedisUrl url, Duration timeout) {
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .reconnectDelay(
                Delay.fullJitter(
                    Duration.ofMillis(100), Duration.ofSeconds(1), 100, TimeUnit.MILLISECONDS))
            .build();
    RedisURI uri = url.forLettuce(timeout.compareTo(HANDSHAKE) > 0 ? timeout : HANDSHAKE);
    if (url.cluster()) {
      RedisClusterClient cluster = cluster(uri, timeout);
      this.client = cluster;
      this.connect = () -> connect(cluster);
    } else {
      RedisClient single = RedisClient.create(resources, uri);
      single.setOptions(options(timeout, DisconnectedBehavior.REJECT_COMMANDS));
      this.client = single;
      this.connect =
          () ->
              single
                  .connectAsync(CODEC, uri)
                  .toCompletableFuture()
                  .thenApply(made -> new Connection(made, made.async()));
    }
  }

  private RedisClusterClient cluster(RedisURI uri, Duration timeout) {
    RedisClusterClient cluster = RedisClusterClient.create(resources, uri);
    cluster.setOptions(
        ClusterClientOptions.builder(options(timeout, DisconnectedBehavior.ACCEPT_COMMANDS))
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(NEW_NODES_NOTICED)
                    .build())
            .build());
    return cluster;
  }

  /** A connection, and how it is spoken to. */
  record Connection(
      StatefulConnection<String, byte[]> connection,
      RedisClusterAsyncCommands<String, byte[]> commands) {}

  private static CompletableFuture<Connection> connect(RedisClusterClient cluster) {
    return cluster
        .refreshPartitionsAsync()
        .toCompletableFuture()
        .thenCompose(known -> cluster.connectAsync(CODEC))
        .thenApply(made -> new Connection(made, made.async()));
  }

  /**
   * Nothing waits for longer than the timeout. What is not connected fails at once; not so in a
   * cluster, whose nodes are each connected to when they are first asked.
   */
  private static ClientOptions options(Duration timeout, DisconnectedBehavior whileDisconnected) {
    return ClientOptions.builder()
        .disconnectedBehavior(whileDisconnected)
        .requestQueueSize(MOST_WAITING)
        .timeoutOptions(TimeoutOptions.enabled(timeout))
        .socketOptions(SocketOptions.builder().connectTimeout(HANDSHAKE).keepAlive(true).build())
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .build();
  }

  CompletableFuture<Connection> connect() {
    return connect.get();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, HANDSHAKE);
    resources.shutdown(0, HANDSHAKE.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly();
  }
}
