package dev.watchword.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.Bucket.Table;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.limit.UsedTokens.Use;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What docs/redis.md says of keys, memory and permissions is so in a real Redis. Requirement 70:
 * what a flood of new clients makes ends by itself.
 */
class RedisPageTest {
  private static final Path PAGE = Path.of("../docs/redis.md");
  private static final Duration LONG = Duration.ofHours(1);
  private static final RateLimit LIMIT = RateLimit.of("1/1h");
  private static final int MANY = 2000;

  private static RedisProcess redis;
  private static RedisStore store;

  @BeforeAll
  static void start() {
    redis = RedisProcess.start();
    store = RedisStore.open(redis.settings(Duration.ofSeconds(5), Duration.ZERO), System::nanoTime);
  }

  @AfterAll
  static void stop() {
    store.close();
    redis.close();
  }

  private static String part(String name) throws IOException {
    String page = Files.readString(PAGE);
    return page.substring(
        page.indexOf("<!-- " + name + " -->"), page.indexOf("<!-- /" + name + " -->"));
  }

  private static List<MatchResult> rows(String name, String form) throws IOException {
    return Pattern.compile("(?m)^" + form + "$").matcher(part(name)).results().toList();
  }

  /** One row: how the key is written, its type, and what is said of its end. */
  private record Row(Pattern key, String type, String end) {
    static Row of(MatchResult found) {
      String key =
          Pattern.quote(found.group(1))
              .replace("HASH", "\\E(all|[\\w-]{43}|[0-9a-f]+)\\Q")
              .replace("ISSUER", "\\Eacme\\Q")
              .replace("TABLE", "\\E(failures|addresses|callers)\\Q")
              .replace("KIND", "\\E(token|caller|claim|key|issuer)\\Q");
      return new Row(Pattern.compile(key), found.group(2), found.group(3));
    }
  }

  private static void useAll(RedisStore node) {
    for (Table table : Table.values()) {
      node.consume(new Bucket(table, "api", "acme/alice", "acme"), LIMIT);
      node.consume(new Bucket(table, "api", "acme/alice", "acme"), LIMIT);
    }
    assertEquals(Use.FIRST, node.usedTokens().use(Subject.token("acme", "a"), LONG, 10));
    List<Subject> subjects =
        List.of(
            Subject.token("acme", "a"),
            Subject.caller("acme", "acme/alice"),
            Subject.claim("acme", "sid", "s1"),
            Subject.key("acme", "0123abcd"));
    for (Subject each : subjects) {
      node.denyList().revoke(each, Revocation.ofAll(), LONG);
      node.denyList().revoke(each, Revocation.ofAll(), LONG);
    }
    node.denyList().revoke(Subject.issuer("acme"), Revocation.ofAll(), null);
    assertEquals(4, node.denyList().find(subjects).size());
    node.denyList().lift(Subject.caller("acme", "acme/bob"));
    node.beat();
  }

  @Test
  void keys_areThoseOfTableWithTheirTypesAndEnds() throws IOException {
    redis.run(RedisCommands::flushall);
    useAll(store);
    List<Row> rows =
        rows("keys", "\\| `(watchword:[^`]+)` \\| (\\w+) \\| [^|]+ \\| ([^|]+) \\|").stream()
            .map(Row::of)
            .toList();
    Set<Row> seen = new HashSet<>();
    for (String key : redis.run(commands -> commands.keys("*"))) {
      List<Row> own = rows.stream().filter(row -> row.key.matcher(key).matches()).toList();
      assertEquals(1, own.size(), () -> "rows of " + key);
      Row row = own.get(0);
      seen.add(row);
      assertEquals(row.type, redis.<String>run(commands -> commands.type(key)), key);
      boolean ends = redis.<Long>run(commands -> commands.pttl(key)) > 0;
      boolean may = !row.end.equals("never");
      boolean must = may && !row.end.contains("never");
      assertTrue(ends ? may : !must, () -> key + " ends: " + ends);
    }
    assertEquals(Set.copyOf(rows), seen);
  }

  private static long usedMemory() {
    Matcher used =
        Pattern.compile("used_memory:(\\d+)").matcher(redis.run(redis -> redis.info("memory")));
    assertTrue(used.find());
    return Long.parseLong(used.group(1));
  }

  /** Bytes for each of many, as the process counts them. */
  private static double bytes(IntConsumer one) {
    long before = usedMemory();
    for (int i = 0; i < MANY; i++) {
      one.accept(i);
    }
    return (usedMemory() - before) / (double) MANY;
  }

  @Test
  void memory_isThatOfTable() throws IOException {
    Map<String, Double> measured = new LinkedHashMap<>();
    measured.put(
        "bucket",
        bytes(i -> store.consume(new Bucket(Table.CALLERS, "m", "acme/" + i, "acme"), LIMIT)));
    measured.put(
        "used token",
        bytes(i -> store.usedTokens().use(Subject.token("measured", "" + i), LONG, MANY)));
    measured.put(
        "revocation",
        bytes(
            i ->
                store
                    .denyList()
                    .revoke(Subject.token("measured", "" + i), Revocation.ofAll(), LONG)));
    Map<String, Double> told =
        rows("memory", "\\| ([a-z ]+) \\| (\\d+) \\|").stream()
            .collect(
                Collectors.toMap(row -> row.group(1), row -> Double.parseDouble(row.group(2))));
    assertEquals(measured.keySet(), told.keySet());
    measured.forEach(
        (what, bytes) ->
            assertTrue(
                bytes < 1.2 * told.get(what) && bytes > 0.6 * told.get(what),
                () -> what + " takes " + bytes + " bytes"));
  }

  /** The words of the user that the page shows, with its password. */
  private static String user() throws IOException {
    Matcher line =
        Pattern.compile("`user (watchword on >PASSWORD [^`]+)`").matcher(Files.readString(PAGE));
    assertTrue(line.find());
    return line.group(1).replace("PASSWORD", "s3cret");
  }

  private static void useAllAsUserOfPage(URI uri) {
    URI ours = URI.create(uri.toString().replace("://", "://watchword:s3cret@"));
    StoreSettings settings =
        new StoreSettings(ours, "watchword", Duration.ofSeconds(5), Duration.ZERO);
    try (RedisStore node = RedisStore.open(settings, System::nanoTime)) {
      useAll(node);
      assertEquals(List.of(), node.troubles());
    }
  }

  @Test
  void userWithPermissionsOfPage_mayDoAllThatIsAsked() throws IOException {
    try (RedisProcess guarded = RedisProcess.start(("--user " + user()).split(" "))) {
      useAllAsUserOfPage(guarded.uri());
    }
  }

  @Test
  void userWithPermissionsOfPage_mayDoAllThatIsAskedOfCluster() throws IOException {
    CommandArgs<String, String> words = new CommandArgs<>(StringCodec.UTF8).add("SETUSER");
    Stream.of((user() + " +cluster").split(" ")).forEach(words::add);
    try (RedisCluster cluster = new RedisCluster()) {
      cluster.run(
          commands ->
              commands.dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), words));
      useAllAsUserOfPage(cluster.settings(Duration.ofSeconds(5), Duration.ZERO).uri());
    }
  }
}
