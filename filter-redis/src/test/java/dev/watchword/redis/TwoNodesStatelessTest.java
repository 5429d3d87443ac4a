package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests that need no state ask no store, and so do not wait for one. */
@Timeout(60)
class TwoNodesStatelessTest {
  /** The longest that can be set. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int REQUESTS = 100;

  /** What Redis does for a revocation, for a bucket and for a used token; not for a beat. */
  private static final Pattern COUNTED =
      Pattern.compile("cmdstat_(?:mget|eval|exists):calls=(\\d+)");

  private final LogLines log = new LogLines();
  private final Client client = new Client();
  private final RedisProcess redis = RedisProcess.start();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private TwoNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = TwoNodes.start(redis.port(), TIMEOUT);
    nodes.awaitEachOther(redis); // the first beat may be an eval
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    nodes.close();
    client.close();
    redis.close();
    log.close();
  }

  private Set<Integer> plain() {
    String token = TwoNodes.token(nodes.one(), "app", "ann");
    return statuses(
        client.atOnce(
            REQUESTS, i -> Client.request(nodes.node(i), TwoNodes.PLAIN, token, "203.0.113.1")));
  }

  private static Set<Integer> statuses(List<HttpResponse<Void>> answers) {
    return answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet());
  }

  private long operations() {
    Matcher found = COUNTED.matcher(redis.run(commands -> commands.info("commandstats")));
    return found.results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
  }

  @Test
  void statelessRequests_makeNoOperation() {
    long before = operations();
    assertEquals(Set.of(200), plain());
    assertEquals(before, operations());
    assertAsks(TwoNodes.ONCE, TwoNodes.token(nodes.one(), "app", "ann"));
    assertAsks(TwoNodes.PLAIN, TwoNodes.token(nodes.one(), "strict", "ann"));
    assertAsks(TwoNodes.OPEN, "");
  }

  private void assertAsks(String path, String token) {
    long before = operations();
    assertEquals(200, client.get(nodes.one(), path, token));
    assertTrue(operations() > before, path);
  }

  /** And who waits loses nothing where Redis answers within the timeout. */
  @Test
  void statelessRequests_areServedWhileOthersWait() throws Exception {
    String revocable = TwoNodes.token(nodes.one(), "strict", "ann");
    assertEquals(200, client.get(nodes.one(), TwoNodes.PLAIN, revocable));
    redis.freeze();
    String other = TwoNodes.token(nodes.one(), "strict", "bob");
    Future<Integer> waiting = threads.submit(() -> client.get(nodes.one(), TwoNodes.PLAIN, other));
    assertEquals(Set.of(200), plain());
    assertFalse(waiting.isDone());
    redis.goOn();
    assertEquals(200, waiting.get());
  }
}
