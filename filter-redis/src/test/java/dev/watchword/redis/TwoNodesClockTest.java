package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.token.TokenKind;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 61, 62 and 71 on two nodes whose clocks differ, mostly by the whole leeway. */
class TwoNodesClockTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** The default of {@code watchword.leeway}. */
  private static final Duration LEEWAY = Duration.ofSeconds(30);

  private static final LogLines LOG = new LogLines();
  private static final Client CLIENT = new Client();
  private static RedisProcess redis;

  /** By how much each node's clock is wrong. */
  private volatile Duration errorOfOne = Duration.ZERO;

  private volatile Duration errorOfTwo = Duration.ZERO;
  private TwoNodes nodes;

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    CLIENT.close();
    redis.close();
    LOG.close();
  }

  @AfterEach
  void stop() {
    nodes.close();
    redis.run(commands -> commands.flushall());
  }

  private void start(Duration one, Duration two) throws Exception {
    errorOfOne = one;
    errorOfTwo = two;
    nodes =
        new TwoNodes(
            node(() -> Instant.now().plus(errorOfOne)), node(() -> Instant.now().plus(errorOfTwo)));
  }

  private static Node node(InstantSource clock) throws Exception {
    return new Node(TwoNodes.settings(redis.port(), TIMEOUT).clock(clock));
  }

  private List<Integer> onBoth(String path, String token) {
    return List.of(CLIENT.get(nodes.one(), path, token), CLIENT.get(nodes.two(), path, token));
  }

  /** Their time is that of Redis. */
  @Test
  void limitsOfNodesAnHourApart_areOneLimit() throws Exception {
    start(Duration.ofHours(1), Duration.ZERO);
    HttpRequest[] both = {
      Client.request(nodes.one(), TwoNodes.OPEN, "", "203.0.113.1"),
      Client.request(nodes.two(), TwoNodes.OPEN, "", "203.0.113.1")
    };
    long admitted =
        CLIENT.atOnce(60, i -> both[i % 2]).stream()
            .filter(answer -> answer.statusCode() == 200)
            .count();
    assertEquals(20, admitted);
  }

  /** Used on one node, remembered until the other admits it no more. */
  @ParameterizedTest
  @ValueSource(longs = {30, 0, -30})
  void usedToken_isRememberedAsLongAsSlowestClockAdmitsIt(long ahead) throws Exception {
    start(Duration.ofSeconds(ahead), Duration.ZERO);
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(40);
    Map<String, ?> claims = Map.of("iss", "app", "sub", "ann", "jti", "j" + ahead, "exp", end);
    String token =
        nodes.one().watchword().issuer("app").signer().sign(TokenKind.SIGNED, claims, end);
    assertEquals(List.of(200, 401), onBoth(TwoNodes.ONCE, token));
    List<String> keys = redis.run(commands -> commands.keys("watchword:used:{app}:*"));
    assertEquals(1, keys.size());
    long left = redis.run(commands -> commands.pttl(keys.get(0)));
    Instant forgotten = Instant.now().plusMillis(left);
    Instant admittedUntil = end.plus(LEEWAY); // by node two, whose clock is right
    assertTrue(!forgotten.isBefore(admittedUntil), () -> forgotten + " " + admittedUntil);
    errorOfTwo = Duration.between(Instant.now(), admittedUntil.minusSeconds(5));
    assertEquals(401, CLIENT.get(nodes.two(), TwoNodes.ONCE, token), "replayed to the end");
  }

  /** What was issued until now by the clock of the node that revokes is refused by both. */
  @ParameterizedTest
  @ValueSource(longs = {30, 0, -30})
  void revocation_isJudgedAlikeByBoth(long ahead) throws Exception {
    start(Duration.ofSeconds(ahead), Duration.ZERO);
    Instant date = Instant.now().plusSeconds(ahead);
    String user = "ann" + ahead;
    String before = TwoNodes.token(nodes.one(), "strict", user, date.minusSeconds(20));
    String after = TwoNodes.token(nodes.one(), "strict", user, date.plusSeconds(20));
    nodes.one().watchword().revocations().caller("strict/" + user).revoke();
    assertEquals(List.of(401, 401), onBoth(TwoNodes.PLAIN, before));
    if (ahead <= 0) { // a token from the future is refused for that
      assertEquals(List.of(200, 200), onBoth(TwoNodes.PLAIN, after));
    }
  }

  /** A slow clock revokes too little unless the leeway is added. */
  @Test
  void tokenFromFastClock_isRevokedWithLeewayAdded() throws Exception {
    start(LEEWAY.negated(), Duration.ZERO);
    String justNow = TwoNodes.token(nodes.two(), "strict", "bob", Instant.now().minusSeconds(2));
    nodes.one().watchword().revocations().caller("strict/bob").revoke();
    assertEquals(List.of(200, 200), onBoth(TwoNodes.PLAIN, justNow));
    Instant later = Instant.now().plus(errorOfOne).plus(LEEWAY);
    nodes.one().watchword().revocations().caller("strict/bob").before(later).revoke();
    assertEquals(401, CLIENT.get(nodes.one(), TwoNodes.PLAIN, justNow));
    Eventually.isTrue(TIMEOUT, () -> CLIENT.get(nodes.two(), TwoNodes.PLAIN, justNow) == 401);
  }

  @Test
  void grace_endsByClockOfEachNode() throws Exception {
    start(LEEWAY, Duration.ZERO);
    String token = TwoNodes.token(nodes.one(), "strict", "cid", Instant.now().minusSeconds(5));
    Duration grace = Duration.ofSeconds(60);
    nodes.one().watchword().revocations().caller("strict/cid").grace(grace).revoke();
    errorOfOne = LEEWAY.plus(grace).plusSeconds(2);
    errorOfTwo = grace.plusSeconds(2);
    assertEquals(List.of(401, 200), onBoth(TwoNodes.PLAIN, token));
    errorOfTwo = LEEWAY.plus(grace).plusSeconds(2);
    assertEquals(401, CLIENT.get(nodes.two(), TwoNodes.PLAIN, token));
  }
}
