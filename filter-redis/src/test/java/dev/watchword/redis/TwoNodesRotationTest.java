package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.Notice;
import dev.watchword.token.Issuer;
import dev.watchword.token.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requirement 60 on two nodes: each reads its own copy of the files, and turns at another moment
 * while clients call both. No valid request is refused, and health shows who has turned.
 */
@Timeout(60)
class TwoNodesRotationTest {
  private static final int CLIENTS = 4;
  private static final int ENOUGH = 20;
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Pattern FINGERPRINT = Pattern.compile("\\*{3}([0-9a-f]{8})");

  @TempDir Path folder;
  private final String oldSecret = TwoNodes.secret();
  private final String newSecret = TwoNodes.secret();
  private final LogLines log = new LogLines();
  private final Client client = new Client();
  private final RedisProcess redis = RedisProcess.start();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  /** Those with whom clients get their tokens now. */
  private volatile List<Supplier<String>> signers = List.of();

  private volatile boolean over;
  private TwoNodes nodes;

  @BeforeEach
  void start() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    for (Path each : List.of(one, two)) {
      write(each, oldSecret, oldSecret);
    }
    nodes = new TwoNodes(new Node(settings(one)), new Node(settings(two)));
  }

  @AfterEach
  void stop() {
    over = true;
    threads.shutdownNow();
    nodes.close();
    client.close();
    redis.close();
    log.close();
  }

  private WatchwordBuilder settings(Path own) {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .set("watchword.store", redis.uri().toString())
        .set("watchword.secret.location", own.resolve("usual").toString())
        .set("watchword.previous.secret.location", own.resolve("previous").toString())
        .set("watchword.refresh", "1h");
  }

  private static void write(Path own, String usual, String previous) throws IOException {
    Files.writeString(own.resolve("previous"), previous);
    Files.writeString(own.resolve("usual"), usual);
  }

  private void turnOne(String usual, String previous) throws IOException {
    write(folder.resolve("one"), usual, previous);
    nodes.one().watchword().refresh();
  }

  private void turnTwo(String usual, String previous) throws IOException {
    write(folder.resolve("two"), usual, previous);
    nodes.two().watchword().refresh();
  }

  private static Supplier<String> by(String secret) {
    TokenSigner signer = new TokenSigner(Issuer.named("default").secret(secret).build());
    return () -> TwoNodes.token(signer, "default", "ann", Instant.now());
  }

  /** What an endpoint of that node would give. */
  private static Supplier<String> by(Node node) {
    return () -> TwoNodes.token(node, "default", "ann");
  }

  private void load() {
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      threads.execute(() -> call(first));
    }
  }

  private void call(int first) {
    for (int i = first; !over; i++) {
      List<Supplier<String>> now = signers;
      String token = now.get(i / 2 % now.size()).get();
      boolean isServed = client.get(nodes.node(i), "/x", token) == 200;
      (isServed ? served : refused).incrementAndGet();
    }
  }

  private void assertServed() {
    int before = served.get();
    Eventually.isTrue(LONGEST, () -> served.get() - before > ENOUGH || refused.get() > 0);
    assertEquals(0, refused.get());
  }

  private static String fingerprint(Node node, String key) {
    Matcher found = FINGERPRINT.matcher(node.health("issuer.default.key." + key));
    assertTrue(found.find());
    return found.group(1);
  }

  private void assertSameKeys() {
    for (String key : List.of("usual", "previous")) {
      assertEquals(fingerprint(nodes.one(), key), fingerprint(nodes.two(), key));
    }
  }

  @Test
  void signersThatTurnAfterNodes_areNeverRefused() throws Exception {
    signers = List.of(by(oldSecret));
    load();
    assertServed();
    turnOne(newSecret, oldSecret);
    assertServed();
    assertNotEquals(fingerprint(nodes.one(), "usual"), fingerprint(nodes.two(), "usual"));
    assertEquals(fingerprint(nodes.one(), "previous"), fingerprint(nodes.two(), "usual"));
    assertEquals(401, client.get(nodes.two(), "/x", by(newSecret).get()), "not yet");
    turnTwo(newSecret, oldSecret);
    assertSameKeys();
    signers = List.of(by(oldSecret), by(newSecret));
    assertServed();
    assertTrue(nodes.both(node -> node.watchword().health().up()));
    assertTrue(nodes.both(node -> node.noticed(Notice.Kind.KEYS_CHANGED)));
  }

  /** Nodes that sign themselves first learn the new secret, and sign with it later. */
  @Test
  void tokensOfNodesThemselves_areNeverRefused() throws Exception {
    signers = List.of(by(oldSecret), by(nodes.one()), by(nodes.two()));
    load();
    assertServed();
    turnOne(oldSecret, newSecret);
    assertServed();
    turnTwo(oldSecret, newSecret);
    assertSameKeys();
    assertServed();
    turnOne(newSecret, oldSecret);
    assertServed();
    turnTwo(newSecret, oldSecret);
    assertSameKeys();
    assertServed();
  }
}
