package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requirement 61 over two nodes: what is revoked on one is refused by the other in time. */
class TwoNodesRevocationTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The default of {@code watchword.store.staleness}. */
  private static final Duration STALENESS = Duration.ofSeconds(1);

  /** What a busy machine may add. */
  private static final Duration SLACK = Duration.ofSeconds(3);

  private static RedisProcess redis;
  private static TwoNodes nodes;
  private static final LogLines LOG = new LogLines();
  private static final Client CLIENT = new Client();

  @BeforeAll
  static void start() throws Exception {
    redis = RedisProcess.start();
    nodes = TwoNodes.start(redis.port(), TIMEOUT);
  }

  @AfterAll
  static void stop() {
    nodes.close();
    CLIENT.close();
    redis.close();
    LOG.close();
  }

  /**
   * Both nodes have just learned that nothing is revoked, so they know it for as long as may be.
   */
  @Test
  void revocationOfOneNode_isFeltByOtherWithinStaleness() {
    String token = TwoNodes.token(nodes.one(), "strict", "ann", Instant.now().minusSeconds(5));
    String other = TwoNodes.token(nodes.one(), "strict", "bob");
    for (Node each : List.of(nodes.one(), nodes.two())) {
      assertEquals(200, CLIENT.get(each, TwoNodes.PLAIN, token));
    }
    nodes.one().watchword().revocations().caller("strict/ann").revoke();
    assertEquals(401, CLIENT.get(nodes.one(), TwoNodes.PLAIN, token), "at once");
    Eventually.isTrue(
        STALENESS.plus(SLACK), () -> CLIENT.get(nodes.two(), TwoNodes.PLAIN, token) == 401);
    assertEquals(200, CLIENT.get(nodes.two(), TwoNodes.PLAIN, other));
    assertTrue(nodes.one().noticed(Notice.Kind.REVOKED));
  }

  /** A node that has not asked about a token knows nothing that could be stale. */
  @Test
  void revocationOfUnknownToken_isFeltByOtherAtOnce() {
    String token = TwoNodes.token(nodes.one(), "strict", "cid", Instant.now().minusSeconds(5));
    nodes.one().watchword().revocations().caller("strict/cid").revoke();
    assertEquals(401, CLIENT.get(nodes.two(), TwoNodes.PLAIN, token));
  }
}
