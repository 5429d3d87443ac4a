package dev.watchword.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What leases of permits save, and what they get wrong, beside counting every request in the shared
 * bucket: over the number of nodes and the size of a batch. A simulation with a fixed seed; prints
 * a table and writes a chart.
 */
public final class LeaseSimulation {
  private static final List<Integer> NODES = List.of(1, 3, 10, 30, 100, 300, 1_000);
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 1_000, LeasedLimit.BY_USE);

  /** The limit: so many a second. */
  private static final int LIMIT = 10_000;

  private static final double SECONDS = 40;

  /** Seconds at twice the limit, then as many at half of it. */
  private static final double TURN = 10;

  private LeaseSimulation() {}

  /**
   * What came of one run.
   *
   * @param below requests refused that exact counting admits, in the worst second, as a part of the
   *     limit
   * @param beyond how far an exact bucket would get below zero, if it were charged for all that was
   *     admitted; as a part of the limit
   * @param roundTrips for each request
   */
  record Result(double below, double beyond, double roundTrips) {}

  /**
   * Prints the table.
   *
   * @param arguments the file for the chart; none without it
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println(
        "| nodes | batch | even: below | beyond | round trips"
            + " | uneven: below | beyond | round trips |");
    System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    List<List<Result>> even = new ArrayList<>();
    List<List<Result>> uneven = new ArrayList<>();
    for (int batch : BATCHES) {
      even.add(NODES.stream().map(nodes -> run(nodes, batch, false)).toList());
      uneven.add(NODES.stream().map(nodes -> run(nodes, batch, true)).toList());
    }
    for (int i = 0; i < NODES.size(); i++) {
      for (int j = 0; j < BATCHES.size(); j++) {
        String cells = cells(even.get(j).get(i)) + " | " + cells(uneven.get(j).get(i));
        System.out.printf(
            Locale.ROOT, "| %,d | %s | %s |%n", NODES.get(i), name(BATCHES.get(j)), cells);
      }
    }
    if (arguments.length > 0) {
      Files.writeString(Path.of(arguments[0]), chart(even, uneven));
    }
  }

  private static String chart(List<List<Result>> even, List<List<Result>> uneven) {
    LeaseChart chart = new LeaseChart(NODES);
    chart.add("uneven load: below the limit, %", uneven, 100, one -> 100 * one.below());
    chart.add("even load: beyond the limit, %", even, 60, one -> 100 * one.beyond());
    chart.add("uneven load: round trips a request", uneven, 1, Result::roundTrips);
    return chart.svg(BATCHES.stream().map(batch -> "batch: " + name(batch)).toList());
  }

  private static String name(int batch) {
    return batch == LeasedLimit.BY_USE ? "by use" : String.format(Locale.ROOT, "%,d", batch);
  }

  private static String cells(Result result) {
    return String.format(
        Locale.ROOT,
        "%.1f%% | %.1f%% | %.3f",
        100 * result.below,
        100 * result.beyond,
        result.roundTrips);
  }

  /** The same requests go to exact counting and to leases. */
  private static Result run(int nodes, int batch, boolean uneven) {
    Random random = new Random(12);
    double[] upTo = shares(nodes, uneven);
    SimulatedBucket exact = new SimulatedBucket(LIMIT, LIMIT);
    SimulatedBucket worst = new SimulatedBucket(LIMIT, LIMIT);
    LeasedLimit leased = new LeasedLimit(nodes, batch, new SimulatedBucket(LIMIT, LIMIT));
    long requests = 0;
    int[] missing = new int[(int) SECONDS];
    double debt = 0;
    for (double now = gap(random, 0); now < SECONDS; now += gap(random, now)) {
      requests++;
      missing[(int) now] += exact.take(1, now);
      if (leased.admits(node(upTo, random), now)) {
        missing[(int) now]--;
        debt = Math.max(debt, -worst.charge(now));
      }
    }
    double below = Arrays.stream(missing).max().orElseThrow() / (double) LIMIT;
    return new Result(below, debt / LIMIT, leased.roundTrips() / (double) requests);
  }

  private static double gap(Random random, double now) {
    double perSecond = (long) (now / TURN) % 2 == 0 ? 2.0 * LIMIT : 0.5 * LIMIT;
    return -Math.log(1 - random.nextDouble()) / perSecond;
  }

  /** Even, or by Zipf's law: the second node gets half of what the first one gets. */
  private static double[] shares(int nodes, boolean uneven) {
    double[] upTo = new double[nodes];
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      sum += uneven ? 1.0 / (i + 1) : 1;
      upTo[i] = sum;
    }
    return upTo;
  }

  private static int node(double[] upTo, Random random) {
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return found < 0 ? -found - 1 : found;
  }
}
