package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.WatchwordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The other values of {@code watchword.store.outage}, while Redis is frozen. */
@Timeout(60)
class TwoNodesOutageRulesTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration NOTICED = Duration.ofSeconds(20);

  private final LogLines log = new LogLines();
  private final Client client = new Client();
  private final RedisProcess redis = RedisProcess.start();
  private TwoNodes nodes;

  private WatchwordBuilder settings(String use, String rule) {
    return TwoNodes.settings(redis.port(), TIMEOUT).set("watchword.store.outage." + use, rule);
  }

  private void start(String use, String rule) throws Exception {
    nodes = new TwoNodes(new Node(settings(use, rule)), new Node(settings(use, rule)));
  }

  @AfterEach
  void stop() {
    nodes.close();
    client.close();
    redis.close();
    log.close();
  }

  private void freeze() {
    redis.freeze();
    Eventually.isTrue(NOTICED, () -> nodes.both(node -> !node.health("store.problem").isEmpty()));
  }

  private void goOn() {
    redis.goOn();
    Eventually.isTrue(NOTICED, () -> nodes.both(node -> node.health("store.problem").isEmpty()));
  }

  private List<Integer> onBoth(String path, String token) {
    return List.of(client.get(nodes.one(), path, token), client.get(nodes.two(), path, token));
  }

  private String token(String issuer, String user) {
    return TwoNodes.token(nodes.one(), issuer, user, Instant.now().minusSeconds(5));
  }

  /** A bad token, too, since it cannot be counted. */
  @Test
  void limitsThatRefuse_are503UntilStoreIsBack() throws Exception {
    start("limits", "refuse");
    String token = token("app", "ann");
    freeze();
    assertEquals(List.of(503, 503), onBoth(TwoNodes.LIMITED, token));
    assertEquals(List.of(503, 503), onBoth(TwoNodes.OPEN, ""));
    assertEquals(List.of(503, 503), onBoth(TwoNodes.PLAIN, token + "x"));
    assertEquals(List.of(200, 200), onBoth(TwoNodes.PLAIN, token));
    assertFalse(nodes.one().watchword().health().up());
    goOn();
    assertEquals(List.of(200, 200), onBoth(TwoNodes.LIMITED, token));
  }

  /** A node knows what it has seen itself, before the outage too; after it all know all. */
  @Test
  void singleUseOfEachNode_passesOncePerNode() throws Exception {
    start("singleuse", "local");
    String before = token("app", "ann");
    String meanwhile = token("app", "ann");
    assertEquals(200, client.get(nodes.one(), TwoNodes.ONCE, before));
    freeze();
    assertEquals(List.of(401, 200), onBoth(TwoNodes.ONCE, before));
    assertEquals(List.of(200, 200), onBoth(TwoNodes.ONCE, meanwhile));
    assertEquals(List.of(401, 401), onBoth(TwoNodes.ONCE, meanwhile));
    goOn();
    assertEquals(List.of(401, 401), onBoth(TwoNodes.ONCE, before));
  }

  @Test
  void revocationThatNodeHasSeen_isFeltThereMeanwhile() throws Exception {
    start("revocation", "local");
    String ann = token("strict", "ann");
    String bob = token("strict", "bob");
    nodes.one().watchword().revocations().caller("strict/ann").revoke();
    nodes.one().watchword().revocations().caller("strict/bob").revoke();
    assertEquals(401, client.get(nodes.two(), TwoNodes.PLAIN, ann));
    freeze();
    assertEquals(List.of(401, 401), onBoth(TwoNodes.PLAIN, ann));
    assertEquals(List.of(401, 200), onBoth(TwoNodes.PLAIN, bob));
    goOn();
    Eventually.isTrue(NOTICED, () -> client.get(nodes.two(), TwoNodes.PLAIN, bob) == 401);
  }
}
