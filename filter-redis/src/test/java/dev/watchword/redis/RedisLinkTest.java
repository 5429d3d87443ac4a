package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The first words on a new connection. */
class RedisLinkTest {
  private static RedisProcess redis;

  private final AtomicInteger greetings = new AtomicInteger();

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  private RedisLink link(
      Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<?>> greeting) {
    return new RedisLink(
        RedisUrl.of(redis.uri()),
        Duration.ofSeconds(5),
        commands -> {
          greetings.incrementAndGet();
          return greeting.apply(commands);
        });
  }

  @Test // as Lettuce does where its handshake ends on another thread than that of the socket
  void greetingThatComesTooEarly_isRepeated() {
    RedisException early = new RedisException("Currently not connected. Commands are rejected.");
    try (RedisLink link =
        link(redis -> greetings.get() < 3 ? CompletableFuture.failedFuture(early) : redis.ping())) {
      assertEquals("PONG", link.ask(redis -> redis.ping()));
      assertEquals(3, greetings.get());
    }
  }

  @Test
  void greetingThatRedisRefuses_isTheEndOfConnection() {
    RedisException refused = new RedisCommandExecutionException("NOPERM");
    try (RedisLink link = link(redis -> CompletableFuture.failedFuture(refused))) {
      assertSame(
          refused, assertThrows(RedisException.class, () -> link.ask(redis -> redis.ping())));
      assertEquals(1, greetings.get());
    }
  }

  @Test
  void greetingThatIsNeverTaken_isGivenUp() {
    RedisException early = new RedisException("Currently not connected. Commands are rejected.");
    try (RedisLink link = link(redis -> CompletableFuture.failedFuture(early))) {
      assertSame(early, assertThrows(RedisException.class, () -> link.ask(redis -> redis.ping())));
    }
  }
}
