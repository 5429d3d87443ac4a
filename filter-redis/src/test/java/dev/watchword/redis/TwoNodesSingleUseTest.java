package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.WatchwordBuilder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requirement 62 over two nodes: of a thousand tries at once, one passes. */
class TwoNodesSingleUseTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int TRIES = 1000;

  private static RedisProcess redis;
  private static final LogLines LOG = new LogLines();
  private static final Client CLIENT = new Client();

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stop() {
    CLIENT.close();
    redis.close();
    LOG.close();
  }

  private static TwoNodes nodes(UnaryOperator<WatchwordBuilder> more) throws Exception {
    WatchwordBuilder one = TwoNodes.settings(redis.port(), TIMEOUT);
    WatchwordBuilder two = TwoNodes.settings(redis.port(), TIMEOUT);
    return new TwoNodes(new Node(more.apply(one)), new Node(more.apply(two)));
  }

  private static void assertOnce(TwoNodes nodes, String path) {
    String token = TwoNodes.token(nodes.one(), "app", "ann");
    Map<Integer, Long> statuses =
        CLIENT
            .atOnce(TRIES, i -> Client.request(nodes.node(i), path, token, "203.0.113.1"))
            .stream()
            .collect(
                Collectors.groupingBy(
                    HttpResponse::statusCode, TreeMap::new, Collectors.counting()));
    assertEquals(Map.of(200, 1L, 401, TRIES - 1L), statuses);
  }

  @Test
  void thousandTriesUnderRuleOnce_passOnce() throws Exception {
    try (TwoNodes nodes = nodes(each -> each.limit("failures", "off"))) {
      assertOnce(nodes, TwoNodes.ONCE);
    }
  }

  @Test
  void thousandTriesWithTokenOfSingleUse_passOnce() throws Exception {
    try (TwoNodes nodes =
        nodes(each -> each.limit("failures", "off").set("watchword.issuer.app.singleuse", "on"))) {
      assertOnce(nodes, TwoNodes.PLAIN);
    }
  }
}
