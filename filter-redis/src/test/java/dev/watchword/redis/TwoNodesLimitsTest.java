package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requirements 70, 71 and 72: two nodes together admit exactly what a limit says. */
class TwoNodesLimitsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** For each of four clients, three times what the limit of 20 admits. */
  private static final int CLIENTS = 4;

  private static final int REQUESTS = CLIENTS * 60;

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

  private static String address(int client) {
    return "198.51.100." + (client + 1);
  }

  /** How often each status came, all clients and both nodes together. */
  private static Map<Integer, Long> flood(IntFunction<HttpRequest> request) {
    List<HttpResponse<Void>> answers = CLIENT.atOnce(REQUESTS, request);
    return answers.stream()
        .collect(
            Collectors.groupingBy(HttpResponse::statusCode, TreeMap::new, Collectors.counting()));
  }

  /** For each client 20. */
  private static Map<Integer, Long> exactly(int status) {
    return new TreeMap<>(Map.of(status, CLIENTS * 20L, 429, CLIENTS * 40L));
  }

  @Test
  void callersOverBothNodes_getLimitAndNoMore() {
    List<String> tokens =
        List.of("ann", "bob", "cid", "dan").stream()
            .map(user -> TwoNodes.token(nodes.one(), "app", user))
            .toList();
    assertEquals(
        exactly(200),
        flood(
            i ->
                Client.request(
                    nodes.node(i / CLIENTS),
                    TwoNodes.LIMITED,
                    tokens.get(i % CLIENTS),
                    address(0))));
  }

  @Test
  void addressesOverBothNodes_getLimitAndNoMore() {
    assertEquals(
        exactly(200),
        flood(
            i -> Client.request(nodes.node(i / CLIENTS), TwoNodes.OPEN, "", address(i % CLIENTS))));
  }

  /** And who has a good token is served all the same. */
  @Test
  void badTokensOverBothNodes_areCountedTogether() {
    String bad = TwoNodes.token(nodes.one(), "app", "ann") + "x";
    assertEquals(
        exactly(401),
        flood(
            i ->
                Client.request(
                    nodes.node(i / CLIENTS), TwoNodes.PLAIN, bad, address(i % CLIENTS))));
    String good = TwoNodes.token(nodes.one(), "app", "ann");
    HttpRequest same = Client.request(nodes.two(), TwoNodes.PLAIN, good, address(0));
    assertEquals(200, CLIENT.send(same).statusCode());
  }
}
