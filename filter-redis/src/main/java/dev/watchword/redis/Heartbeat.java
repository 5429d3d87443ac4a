package dev.watchword.redis;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a node says each second, and learns by it: the time, how many nodes there are, whether Redis
 * still remembers what it was told, and whether it may forget.
 */
final class Heartbeat {
  private static final Script BEAT = Script.of("beat.lua", ScriptOutputType.MULTI);
  private static final Duration GONE = Duration.ofSeconds(10);
  private static final Duration TOLD = Duration.ofHours(1);
  private static final int BEATS_BETWEEN_POLICIES = 60;
  private static final Pattern POLICY = Pattern.compile("maxmemory_policy:(\\S+)");

  private final Keys keys;
  private final RedisClock clock;
  private final String node = random();
  private volatile int nodes = 1;
  private volatile @Nullable String mark;
  private volatile @Nullable Instant lost;
  private volatile @Nullable String policy;
  private int beats;

  Heartbeat(Keys keys, RedisClock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  private static String random() {
    byte[] bytes = new byte[9];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** On a new connection. */
  CompletionStage<?> greet(RedisClusterAsyncCommands<String, byte[]> redis) {
    return beat(redis).thenCompose(done -> readPolicy(redis));
  }

  CompletionStage<?> beat(RedisClusterAsyncCommands<String, byte[]> redis) {
    long asked = clock.reading();
    String[] touched = {keys.nodes(), keys.since()};
    String gone = Long.toString(GONE.toMillis());
    CompletionStage<List<Object>> answer = BEAT.run(redis, touched, node, random(), gone);
    return answer.thenAccept(
        values -> {
          clock.set(number(values.get(0)), number(values.get(1)), asked);
          nodes = Math.max(1, Math.toIntExact((Long) values.get(2)));
          see(text(values.get(3)));
        });
  }

  /** Now and then, since it can be changed while Redis runs. */
  CompletionStage<?> policyNowAndThen(RedisClusterAsyncCommands<String, byte[]> redis) {
    return ++beats % BEATS_BETWEEN_POLICIES == 0
        ? readPolicy(redis)
        : CompletableFuture.completedFuture(null);
  }

  /** A server that does not tell is none to complain of. */
  private CompletionStage<?> readPolicy(RedisClusterAsyncCommands<String, byte[]> redis) {
    return redis
        .info("memory")
        .handle(
            (info, failed) -> {
              Matcher found = POLICY.matcher(failed == null ? info : "");
              policy = found.find() ? found.group(1) : null;
              return policy;
            });
  }

  private void see(String now) {
    String before = mark;
    mark = now;
    if (before != null && !before.equals(now)) {
      lost = Instant.ofEpochMilli(clock.millis());
    }
  }

  private static long number(Object value) {
    return Long.parseLong(text(value));
  }

  private static String text(Object value) {
    return new String((byte[]) value, StandardCharsets.UTF_8);
  }

  /** The nodes at the last beat. */
  int nodes() {
    return nodes;
  }

  /** This node, as it is among {@link Keys#nodes}. */
  byte[] node() {
    return node.getBytes(StandardCharsets.UTF_8);
  }

  List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    Instant when = lost;
    if (when != null && Instant.ofEpochMilli(clock.millis()).isBefore(when.plus(TOLD))) {
      troubles.add(
          "Redis lost its memory shortly before "
              + when
              + ", so limits begin anew; tokens used and revocations made before are forgotten");
    }
    String found = policy;
    if (found != null && !found.equals("noeviction")) {
      troubles.add(
          "Redis has maxmemory-policy "
              + found
              + " and so may forget used tokens and revocations; it should be noeviction");
    }
    return troubles;
  }
}
