package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.FallbackStore;
import dev.watchword.limit.OutageRules;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens.Use;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis that answers, but with an error: it is as if it did not. */
class RedisErrorTest {
  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final RateLimit TWENTY = RateLimit.of("20/1h");
  private static final Subject CALLER = Subject.caller("acme", "ann");

  /** What an operator may have done to it, and undo. */
  enum Error {
    FULL(redis -> redis.configSet("maxmemory", "1"), redis -> redis.configSet("maxmemory", "0")),
    READ_ONLY(redis -> redis.replicaof("127.0.0.1", 1), redis -> redis.replicaofNoOne()),
    FORBIDDEN(
        redis -> redis.aclSetuser("default", mayNot()),
        redis -> redis.aclSetuser("default", AclSetuserArgs.Builder.allCommands()));

    private final Consumer<RedisCommands<String, String>> begin;
    private final Consumer<RedisCommands<String, String>> end;

    Error(
        Consumer<RedisCommands<String, String>> begin,
        Consumer<RedisCommands<String, String>> end) {
      this.begin = begin;
      this.end = end;
    }

    private static AclSetuserArgs mayNot() {
      return new AclSetuserArgs()
          .removeCommand(CommandType.EVAL)
          .removeCommand(CommandType.EVALSHA)
          .removeCommand(CommandType.ZADD);
    }

    void on(RedisProcess redis, boolean begins) {
      redis.run(
          commands -> {
            (begins ? begin : end).accept(commands);
            return true;
          });
    }
  }

  private static Use use(FallbackStore node, String token) {
    return node.usedTokens().use(Subject.token("acme", token), Duration.ofHours(1), 10);
  }

  /** Of two tries; a full Redis ends a script that it has begun, and then remembers the token. */
  private static int admitted(FallbackStore node, String token) {
    int admitted = 0;
    for (int i = 0; i < 2; i++) {
      try {
        admitted += use(node, token) == Use.FIRST ? 1 : 0;
      } catch (IllegalStateException refused) {
        // with 503
      }
    }
    return admitted;
  }

  private static int drain(FallbackStore node, String caller) {
    Bucket bucket = new Bucket(Table.CALLERS, "api", caller, "acme");
    int taken = 0;
    while (node.consume(bucket, TWENTY).allowed()) {
      taken++;
    }
    return taken;
  }

  private static boolean beats(FallbackStore node) {
    try {
      node.beat();
      return true;
    } catch (RuntimeException outOfReach) {
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void error_isOutageUntilItIsOver(Error error) {
    try (RedisProcess redis = RedisProcess.start();
        FallbackStore node =
            new FallbackStore(
                RedisStore.open(
                    new StoreSettings(
                        redis.uri(), "watchword", Duration.ofSeconds(2), Duration.ZERO),
                    System::nanoTime),
                OutageRules.USUAL,
                System::nanoTime)) {
      Eventually.isTrue(RECOVERY, () -> beats(node));
      assertEquals(Use.FIRST, use(node, "one"));
      assertEquals(20, drain(node, "ann"));

      error.on(redis, true);
      assertTrue(admitted(node, "one") == 0 && admitted(node, "two") <= 1);
      assertThrows(
          IllegalStateException.class,
          () -> node.denyList().revoke(CALLER, Revocation.ofAll(), null));
      assertEquals(20, drain(node, "bob"), "this node's own share");

      error.on(redis, false);
      Eventually.isTrue(RECOVERY, () -> beats(node));
      assertEquals(Use.AGAIN, use(node, "one"));
      assertEquals(0, drain(node, "ann"));
      node.denyList().revoke(CALLER, Revocation.ofAll(), null);
    }
  }
}
