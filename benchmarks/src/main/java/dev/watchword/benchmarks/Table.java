package dev.watchword.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;

/** The medians as one Markdown table: ratios to java-jwt, and the floors that must hold. */
final class Table {
  /** The peers' columns, in their order. */
  private static final List<Contender> PEERS =
      List.of(
          Contender.FUSIONAUTH,
          Contender.VERTX,
          Contender.NIMBUS,
          Contender.JJWT,
          Contender.JOSE4J,
          Contender.MAC);

  private record Measured(double nanos, double bytes) {}

  private final Map<String, List<IterationResult>> iterations = new TreeMap<>();
  private final StringBuilder lines = new StringBuilder();

  /** Adds the iterations of one run to those of earlier runs of the same contender and load. */
  void add(RunResult result) {
    String contender = result.getParams().getParam("contender");
    String load = result.getParams().getParam("load");
    List<IterationResult> all =
        iterations.computeIfAbsent(contender + load, first -> new ArrayList<>());
    result.getBenchmarkResults().forEach(fork -> all.addAll(fork.getIterationResults()));
  }

  private static double median(List<IterationResult> results, String metric) {
    double[] values =
        results.stream().mapToDouble(iteration -> score(iteration, metric)).sorted().toArray();
    return values[values.length / 2];
  }

  private static double score(IterationResult iteration, String metric) {
    return Objects.requireNonNull(iteration.getSecondaryResults().get(metric), metric).getScore();
  }

  private @Nullable Measured measured(Contender contender, Load load) {
    List<IterationResult> results = iterations.get(contender.name() + load.name());
    return results == null
        ? null
        : new Measured(median(results, "cpu"), median(results, "gc.alloc.rate.norm"));
  }

  private Measured of(Contender contender, Load load) {
    Measured measured = measured(contender, load);
    if (measured == null) {
      throw new IllegalStateException(contender + " was not measured with " + load);
    }
    return measured;
  }

  String markdown() {
    lines.setLength(0);
    String peers = PEERS.stream().map(Contender::words).collect(Collectors.joining(" | "));
    line("CPU time, ratio to java-jwt | Watchword | floor | goal | met | " + peers);
    line("---" + " | ---".repeat(4 + PEERS.size()));
    ratio("every token new", Contender.FRESH, Load.RING, 0.9, 0.42);
    ratio("the same token again", Contender.WATCHWORD, Load.SAME, 0.15, 0.04);
    ratio("10,000 tokens in turn", Contender.WATCHWORD, Load.RING, 0.35, 0.12);
    ratio(Load.BAD_SIGNATURE.words(), Contender.WATCHWORD, Load.BAD_SIGNATURE, 0.3, 0.1);
    ratio(Load.EXPIRED.words(), Contender.WATCHWORD, Load.EXPIRED, 0.6, 0.25);
    brief(Load.NONE);
    brief(Load.GARBAGE);
    line("**bytes allocated beyond the text itself**" + " | ".repeat(4 + PEERS.size()));
    bytes("every token new", Contender.FRESH, Load.RING, "6000", "2000");
    bytes("the same token again", Contender.WATCHWORD, Load.SAME, "500", "0");
    bytes(Load.BAD_SIGNATURE.words(), Contender.WATCHWORD, Load.BAD_SIGNATURE, "2000", "600");
    bytes(Load.EXPIRED.words(), Contender.WATCHWORD, Load.EXPIRED, "", "");
    bytes(Load.NONE.words(), Contender.WATCHWORD, Load.NONE, "", "0");
    bytes(Load.GARBAGE.words(), Contender.WATCHWORD, Load.GARBAGE, "", "0");
    return lines.toString();
  }

  private void ratio(String name, Contender ours, Load load, double floor, double goal) {
    double ratio = ratio(ours, load);
    String limits = " | <= " + floor + " | <= " + goal + " | " + met(ratio, floor, goal);
    line(name + " | **" + number(ratio) + "**" + limits + peers(load));
  }

  /** Not a ratio: less than a microsecond, whatever the others take. */
  private void brief(Load load) {
    double nanos = of(Contender.WATCHWORD, load).nanos;
    String limits = " | < 1 us | < 80 ns | " + met(nanos, 1000, 80);
    line(
        load.words()
            + " | **"
            + number(ratio(Contender.WATCHWORD, load))
            + "**"
            + limits
            + peers(load));
  }

  private void bytes(String name, Contender ours, Load load, String floor, String goal) {
    double bytes = Math.rint(beyondText(ours, load));
    String met =
        floor.isEmpty() ? "" : met(bytes, Double.parseDouble(floor), Double.parseDouble(goal));
    String peers =
        PEERS.stream()
            .map(peer -> " | " + Math.round(beyondText(peer, load)))
            .collect(Collectors.joining());
    String reference = " (java-jwt: " + Math.round(beyondText(Contender.JAVA_JWT, load)) + ")";
    String limits = " | " + floor + " | " + goal + " | " + met;
    line(name + reference + " | **" + Math.round(bytes) + "**" + limits + peers);
  }

  private static String met(double value, double floor, double goal) {
    if (value > floor) {
      return "**NO**";
    }
    return value > goal ? "floor" : "goal";
  }

  private String peers(Load load) {
    return PEERS.stream()
        .map(peer -> " | " + number(ratio(peer, load)))
        .collect(Collectors.joining());
  }

  private double ratio(Contender contender, Load load) {
    return of(contender, load).nanos / of(Contender.JAVA_JWT, load).nanos;
  }

  private double beyondText(Contender contender, Load load) {
    return Math.max(0, of(contender, load).bytes - of(Contender.COPY, load).bytes);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
  }

  private void line(String cells) {
    lines.append("| ").append(cells).append(" |\n");
  }

  /** Every median as measured, for who wants to look closer. */
  String raw() {
    return Arrays.stream(Load.values())
        .flatMap(load -> Arrays.stream(Contender.values()).map(contender -> row(contender, load)))
        .collect(Collectors.joining());
  }

  private String row(Contender contender, Load load) {
    Measured measured = measured(contender, load);
    return measured == null
        ? ""
        : String.format(
            Locale.ROOT,
            "%-14s %-12s %9.0f ns CPU %9.0f B%n",
            load,
            contender,
            measured.nanos,
            measured.bytes);
  }
}
