package dev.watchword.redis;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import io.lettuce.core.ScoredValue;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A service of two nodes with the same settings, which share a store. Issuer {@code app} needs no
 * state; tokens of issuer {@code strict} can be revoked.
 */
record TwoNodes(Node one, Node two) implements AutoCloseable {
  /** Issuers with a usual secret each. */
  private static final Map<String, String> SECRETS = Map.of("app", secret(), "strict", secret());

  /** Needs a token, and no state where it is of issuer {@code app}. */
  static final String PLAIN = "/plain/x";

  static final String OPEN = "/open/x";
  static final String ONCE = "/once/x";
  static final String LIMITED = "/limited/x";

  static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The settings of one node. Limits regain so little in a test that it does not matter. */
  static WatchwordBuilder settings(int redisPort, Duration timeout) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .set("watchword.store", "redis://127.0.0.1:" + redisPort)
        .set("watchword.store.timeout", timeout.toMillis() + "ms")
        .set("watchword.issuers", "app,strict")
        .set("watchword.choose", "iss")
        .set("watchword.issuer.app.iss", "app")
        .set("watchword.issuer.app.secret", SECRETS.get("app"))
        .set("watchword.issuer.strict.iss", "strict")
        .set("watchword.issuer.strict.secret", SECRETS.get("strict"))
        .set("watchword.issuer.strict.revocation", "on")
        .publicPaths("/open/*")
        .limit("public", "20/1h")
        .proxies("127.0.0.1")
        .set("watchword.proxies.header", "X-Forwarded-For")
        .limit("callers", "20/1h")
        .set("watchword.limit.callers.per", "caller")
        .limit("failures", "20/1h")
        .rule("once", "/once/* once")
        .rule("limited", "/limited/* limit callers");
  }

  static TwoNodes start(int redisPort, Duration timeout) throws Exception {
    return new TwoNodes(
        new Node(settings(redisPort, timeout)), new Node(settings(redisPort, timeout)));
  }

  Node node(int number) {
    return number % 2 == 0 ? one : two;
  }

  /** Waits until each knows of the other, from which its share of a limit follows. */
  void awaitEachOther(RedisProcess redis) {
    List<Double> first = new ArrayList<>();
    Eventually.isTrue(
        Duration.ofSeconds(20),
        () -> {
          List<Double> beats =
              redis.run(commands -> commands.zrangeWithScores("watchword:{nodes}", 0, -1)).stream()
                  .map(ScoredValue::getScore)
                  .toList();
          if (beats.size() == 2 && first.isEmpty()) {
            first.addAll(beats);
          }
          return beats.size() == 2
              && beats.stream().allMatch(beat -> beat > Collections.max(first));
        });
  }

  boolean both(Predicate<Node> condition) {
    return List.of(one, two).stream().allMatch(condition);
  }

  /** A token with an id of its own. */
  static String token(Node signer, String issuer, String user) {
    return token(signer, issuer, user, Instant.now());
  }

  static String token(Node signer, String issuer, String user, Instant issuedAt) {
    return token(signer.watchword().issuer(issuer).signer(), issuer, user, issuedAt);
  }

  static String token(TokenSigner signer, String issuer, String user, Instant issuedAt) {
    Map<String, ?> claims =
        Map.of(
            "iss", issuer,
            "sub", user,
            "jti", UUID.randomUUID().toString(),
            "iat", issuedAt,
            "exp", issuedAt.plus(Duration.ofMinutes(5)));
    return signer.sign(TokenKind.SIGNED, claims, issuedAt);
  }

  @Override
  public void close() {
    one.close();
    two.close();
  }
}
