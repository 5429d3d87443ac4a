package dev.watchword.benchmarks;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.redis.RedisStoreProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What a store adds to a request: the processor's time of this node and of Redis, as a multiple of
 * what it takes to verify a new token, and the commands that Redis executes, those of scripts
 * included.
 */
public final class StoreCost implements AutoCloseable {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int COUNT = 8_000;
  private static final int ROUNDS = 7;
  private static final RateLimit LIMIT = RateLimit.of("1000000/1h");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int THREADS = 16;
  private static final List<String> COMMANDS = List.of("get", "mget", "eval", "evalsha");
  private static final double LEAST_SHOWN = 0.005;

  private final RedisServer redis = new RedisServer();
  private final AtomicInteger ids = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final GuardProbe verifying =
      new GuardProbe(GuardProbe.NEW, "watchword.kid", FloodServer.KEY_ID);

  private StoreCost() throws IOException {}

  /** Prints the table. */
  public static void main(String[] none) throws Exception {
    try (StoreCost cost = new StoreCost();
        Store memory = new MemoryStore();
        Store shared = cost.shared(HOUR);
        Store forgetful = cost.shared(Duration.ofNanos(1))) {
      List<Work> works =
          List.of(
              cost.new Work("bucket of each caller", memory, cost::bucketOfCaller, 1),
              cost.new Work("used token", memory, cost::usedToken, 1),
              cost.new Work("revocations", memory, cost::revocations, 1),
              cost.new Work("bucket of each caller", shared, cost::bucketOfCaller, 1),
              cost.new Work("one bucket, 16 at once", shared, cost::oneBucket, THREADS),
              cost.new Work("used token", shared, cost::usedToken, 1),
              cost.new Work("revocations, known here", shared, cost::revocations, 1),
              cost.new Work("revocations, looked up", forgetful, cost::revocations, 1));
      for (int round = -2; round < ROUNDS; round++) {
        for (Work work : works) {
          work.measure(round >= 0);
        }
      }
      System.out.println("| what | where | CPU here | CPU of Redis | commands executed |");
      System.out.println("| --- | --- | ---: | ---: | --- |");
      works.forEach(work -> System.out.println(work.markdown()));
    }
  }

  private Store shared(Duration staleness) {
    return new RedisStoreProvider()
        .open(new StoreSettings(redis.uri(), "watchword", Duration.ofSeconds(5), staleness));
  }

  private void bucketOfCaller(Store store) {
    String caller = "tenant/user" + ids.incrementAndGet() % 1000;
    var unused = store.consume(new Bucket(Bucket.Table.CALLERS, "api", caller, "tenant"), LIMIT);
  }

  private void oneBucket(Store store) {
    var unused =
        store.consume(new Bucket(Bucket.Table.CALLERS, "all", "everyone", "everyone"), LIMIT);
  }

  private void usedToken(Store store) {
    Subject token = Subject.token("tenant", "jti" + ids.incrementAndGet());
    var unused = Objects.requireNonNull(store.usedTokens()).use(token, HOUR, 1_000_000);
  }

  private void revocations(Store store) {
    List<Subject> subjects =
        List.of(
            Subject.token("tenant", "jti"),
            Subject.caller("tenant", "tenant/user"),
            Subject.issuer("tenant"),
            Subject.key("tenant", "00b42ba3"));
    var unused = Objects.requireNonNull(store.denyList()).find(subjects);
  }

  /** One row. */
  private final class Work {
    private final String name;
    private final Store store;
    private final Consumer<Store> operation;
    private final int parallel;
    private final List<double[]> rounds = new ArrayList<>();

    Work(String name, Store store, Consumer<Store> operation, int parallel) {
      this.name = name;
      this.store = store;
      this.operation = operation;
      this.parallel = parallel;
    }

    void measure(boolean counts) throws Exception {
      double one = verifying.batch()[0];
      double[] before = commands();
      double there = redis.processorNanos();
      double here = processorNanos(); // last, since asking Redis takes time, too
      run();
      double[] figures = new double[2 + COMMANDS.size()];
      figures[0] = (processorNanos() - here) / COUNT / one;
      figures[1] = (redis.processorNanos() - there) / COUNT / one;
      double[] after = commands();
      for (int i = 0; i < COMMANDS.size(); i++) {
        figures[2 + i] = (after[i] - before[i]) / COUNT;
      }
      if (counts) {
        rounds.add(figures);
      }
    }

    private void run() throws Exception {
      List<Callable<Void>> parts = new ArrayList<>();
      for (int i = 0; i < parallel; i++) {
        parts.add(this::part);
      }
      for (Future<Void> each : threads.invokeAll(parts)) {
        each.get();
      }
    }

    private Void part() {
      for (int i = 0; i < COUNT / parallel; i++) {
        operation.accept(store);
      }
      return null;
    }

    String markdown() {
      String where = store instanceof MemoryStore ? "memory" : "Redis";
      StringJoiner executed = new StringJoiner(", ");
      for (int i = 0; i < COMMANDS.size(); i++) {
        if (median(2 + i) >= LEAST_SHOWN) {
          executed.add(String.format(Locale.ROOT, "%s %.2f", COMMANDS.get(i), median(2 + i)));
        }
      }
      return String.format(
          Locale.ROOT,
          "| %s | %s | %.2f | %.2f | %s |",
          name,
          where,
          median(0),
          store instanceof MemoryStore ? 0 : median(1),
          executed);
    }

    private double median(int figure) {
      double[] sorted = rounds.stream().mapToDouble(each -> each[figure]).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }

  /** Of all threads in Java: the process as a whole is told in steps that are too long. */
  private static double processorNanos() {
    return Arrays.stream(CPU.getAllThreadIds()).map(CPU::getThreadCpuTime).sum();
  }

  private double[] commands() {
    return COMMANDS.stream()
        .mapToDouble(name -> redis.info("commandstats", "cmdstat_" + name + ":calls="))
        .toArray();
  }

  @Override
  public void close() {
    threads.shutdown();
    redis.close();
  }
}
