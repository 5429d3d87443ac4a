package dev.watchword.benchmarks;

import dev.watchword.benchmarks.SteadyClient.Waits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long requests take that need no state, while Redis runs, is frozen and is killed: by
 * themselves, and beside requests that need a shared limit, as many as are answered.
 */
public final class StoreOutage {
  private static final int ROUNDS = 9;

  /** Longer than it takes a node to notice that Redis is there again. */
  private static final long RECOVERY = TimeUnit.SECONDS.toNanos(4);

  private final FloodSlices slices;
  private final RedisServer redis;
  private final List<Row> rows;

  private StoreOutage(FloodSlices slices, RedisServer redis, FloodRequest limited) {
    this.slices = slices;
    this.redis = redis;
    this.rows = List.of(new Row("alone", null), new Row("beside a load on one limit", limited));
  }

  private enum Redis {
    RUNS,
    FROZEN,
    KILLED
  }

  /** Prints the table. */
  public static void main(String[] none) throws Exception {
    FloodTokens tokens = new FloodTokens();
    String token = tokens.valid();
    FloodRequest free =
        new FloodRequest(
            "no state", FloodServer.SHARED + "/", () -> token, () -> "192.0.2.1", Set.of(200));
    FloodRequest limited =
        new FloodRequest(
            "limit", FloodServer.SHARED + "/limited/", () -> token, () -> "192.0.2.2", Set.of(200));
    try (RedisServer redis = new RedisServer();
        FloodTarget server = new FloodTarget(tokens.secret(), redis.uri().toString());
        FloodSlices slices = new FloodSlices(server, free)) {
      StoreOutage outage = new StoreOutage(slices, redis, limited);
      for (int round = -2; round < ROUNDS; round++) {
        outage.round(round >= 0);
      }
      System.out.println(
          "| requests without state | p50 frozen | p50 killed | p99 frozen | p99 killed |");
      System.out.println("| --- | ---: | ---: | ---: | ---: |");
      outage.rows.forEach(row -> System.out.println(row.markdown()));
    }
  }

  private void round(boolean counts) throws Exception {
    measure(Redis.RUNS, counts);
    redis.freeze();
    measure(Redis.FROZEN, counts);
    redis.goOn();
    recover();
    redis.kill();
    measure(Redis.KILLED, counts);
    redis.startAgain();
    recover();
  }

  private static void recover() {
    long end = System.nanoTime() + RECOVERY;
    for (long left = RECOVERY; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void measure(Redis state, boolean counts) throws Exception {
    for (Row row : rows) {
      Waits waits = slices.measure(row.load).waits();
      if (counts) {
        row.of(state).add(waits);
      }
    }
  }

  /** What else is asked. */
  private static final class Row {
    private final String name;
    private final @Nullable FloodRequest load;
    private final Map<Redis, List<Waits>> waits = new EnumMap<>(Redis.class);

    Row(String name, @Nullable FloodRequest load) {
      this.name = name;
      this.load = load;
    }

    List<Waits> of(Redis state) {
      return waits.computeIfAbsent(state, first -> new ArrayList<>());
    }

    String markdown() {
      return String.format(
          Locale.ROOT,
          "| %s | %.2f | %.2f | %.2f | %.2f |",
          name,
          compared(Redis.FROZEN, Waits::p50),
          compared(Redis.KILLED, Waits::p50),
          compared(Redis.FROZEN, Waits::p99),
          compared(Redis.KILLED, Waits::p99));
    }

    private double compared(Redis state, ToDoubleFunction<Waits> figure) {
      return median(state, figure) / median(Redis.RUNS, figure);
    }

    private double median(Redis state, ToDoubleFunction<Waits> figure) {
      double[] sorted = of(state).stream().mapToDouble(figure).sorted().toArray();
      return sorted[sorted.length / 2];
    }
  }
}
