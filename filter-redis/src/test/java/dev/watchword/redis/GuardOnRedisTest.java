package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.TokenKind;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requirements 61, 62, 69, 70, 71 and 72 by the guards of two nodes with one Redis: what one node
 * has counted or remembered, the other knows.
 */
class GuardOnRedisTest {
  private static final String CLIENT = "203.0.113.7";
  private static final String PROXY = "10.0.0.1";

  private static RedisProcess redis;

  private final String secret = HexFormat.of().formatHex(random());
  private final List<Watchword> nodes = new ArrayList<>();

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  @BeforeAll
  static void startRedis() {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void startNodes() {
    redis.run(commands -> commands.flushall());
    for (int i = 0; i < 2; i++) {
      nodes.add(
          Watchword.builder()
              .surroundings(Map.of(), new Properties())
              .secret(secret)
              .proxies("10.0.0.0/8")
              .set("watchword.store", redis.uri().toString())
              .set("watchword.store.timeout", "5s")
              .set("watchword.store.staleness", "1ms")
              .set("watchword.revocation", "on")
              .set("watchword.limit.failures", "2/1h")
              .rule("login", "/login public limit 2/1h")
              .rule("pay", "/pay once")
              .start());
    }
  }

  @AfterEach
  void stopNodes() {
    nodes.forEach(Watchword::close);
  }

  private String token(String jti) {
    Instant now = Instant.now();
    return nodes
        .get(0)
        .issuer()
        .signer()
        .sign(TokenKind.SIGNED, Map.of("sub", "ann", "jti", jti, "exp", now.plusSeconds(300)), now);
  }

  private Decision ask(int node, String path, String address, String name, String value) {
    return nodes
        .get(node)
        .guard()
        .check(
            new RequestFacts(
                "GET",
                "",
                path,
                path,
                null,
                address,
                header -> header.equalsIgnoreCase(name) ? List.of(value) : List.of()));
  }

  private Decision with(int node, String path, String token) {
    return ask(node, path, CLIENT, "Authorization", "Bearer " + token);
  }

  private Decision login(int node, String address, String forwardedFor) {
    return ask(node, "/login", address, "X-Forwarded-For", forwardedFor);
  }

  private static void assertPasses(Decision decision) {
    assertInstanceOf(Decision.Pass.class, decision);
  }

  private static HttpAnswer assertStops(int status, Decision decision) {
    HttpAnswer answer = assertInstanceOf(Decision.Stop.class, decision).answer();
    assertEquals(status, answer.status());
    return answer;
  }

  @Test
  void revokedToken_isRefusedByOtherNode() {
    assertPasses(with(1, "/api", token("a")));
    nodes.get(0).revocations().token("default", "a").revoke();
    assertStops(401, with(0, "/api", token("a")));
    Eventually.isTrue(
        Duration.ofSeconds(5), () -> with(1, "/api", token("a")) instanceof Decision.Stop);
    assertPasses(with(1, "/api", token("b")));
  }

  @Test
  void tokenForOneRequest_isRefusedByOtherNode() {
    assertPasses(with(0, "/pay", token("a")));
    assertStops(401, with(1, "/pay", token("a")));
    assertPasses(with(1, "/pay", token("b")));
  }

  @Test
  void rightMostUntrustedHop_isOneClientOnBothNodes() {
    assertPasses(login(0, PROXY, "198.51.100.1, " + CLIENT));
    assertPasses(login(1, PROXY, "198.51.100.2, " + CLIENT + ", 10.0.0.2"));
    assertStops(429, login(0, PROXY, "198.51.100.3, " + CLIENT));
    assertStops(429, login(1, CLIENT, "198.51.100.4"));
    assertPasses(login(1, PROXY, "198.51.100.3"));
  }

  @Test
  void equivalentAddresses_areOneClientOnBothNodes() {
    assertPasses(login(0, CLIENT, ""));
    assertPasses(login(1, "::ffff:" + CLIENT, ""));
    assertStops(429, login(0, CLIENT, ""));
    assertPasses(login(0, "2001:db8::1", ""));
    assertPasses(login(1, "2001:db8::ffff:1", ""));
    assertStops(429, login(0, "2001:db8::2", ""));
    assertPasses(login(0, "2001:db8:0:1::1", ""));
  }

  @Test
  void requestOverLimit_is429WithRetryAfterOnBothNodes() {
    assertPasses(login(0, CLIENT, ""));
    assertPasses(login(1, CLIENT, ""));
    for (int i = 0; i < 2; i++) {
      HttpAnswer answer = assertStops(429, login(i, CLIENT, ""));
      long seconds =
          answer.headers().stream()
              .filter(header -> header.name().equals("Retry-After"))
              .mapToLong(header -> Long.parseLong(header.value()))
              .sum();
      assertEquals(1800, seconds, 30.0);
    }
  }

  @Test
  void badTokens_haveLimitOfTheirOwnOnBothNodes() {
    assertStops(401, with(0, "/api", "bad"));
    assertStops(401, with(1, "/api", "bad"));
    assertStops(429, with(0, "/api", "bad"));
    assertStops(429, with(1, "/api", "bad"));
    assertPasses(with(0, "/api", token("a")));
    assertPasses(login(1, CLIENT, ""));
  }
}
