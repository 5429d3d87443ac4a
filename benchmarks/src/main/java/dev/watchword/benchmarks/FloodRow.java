package dev.watchword.benchmarks;

import dev.watchword.benchmarks.FloodSlices.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** One kind of flood, beside what is valid. */
final class FloodRow {
  static final String TITLES =
      "| flood | answer | CPU / new | CPU / remembered | p50 / quiet | p99 / quiet"
          + " | p99 / valid flood | heap, MB |\n"
          + "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |";

  private static final double MEGABYTE = 1 << 20;

  private final FloodRequest flood;
  private final Valid valid;
  private final FloodSlices slices;
  private final List<Round> rounds = new ArrayList<>();
  private final List<Double> heap = new ArrayList<>();

  FloodRow(FloodRequest flood, Valid valid, FloodSlices slices) {
    this.flood = flood;
    this.valid = valid;
    this.slices = slices;
  }

  /** What is admitted: tokens that were never seen before, and one that is remembered. */
  record Valid(FloodRequest fresh, FloodRequest remembered) {}

  /** Slices that stand side by side. */
  private record Round(Slice quiet, Slice fresh, Slice flood, Slice remembered) {}

  /** Now the flood comes first, now what is valid: what stands first must not always lose. */
  void measure(boolean counts) throws Exception {
    Slice quiet = slices.measure(null);
    boolean first = rounds.size() % 2 == 0;
    Slice early = first ? slices.measure(flood) : null;
    Slice fresh = slices.measure(valid.fresh());
    Slice remembered = slices.measure(valid.remembered());
    Slice loaded = early == null ? slices.measure(flood) : early;
    if (counts) {
      rounds.add(new Round(quiet, fresh, loaded, remembered));
      heap.add(slices.heap() / MEGABYTE);
    }
  }

  String markdown() {
    String answer =
        new TreeSet<>(flood.statuses())
            .stream().map(String::valueOf).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.1f | %.1f | %.2f | %.1f to %.1f |",
        flood.name(),
        answer,
        compared(Round::fresh, Slice::nanos),
        compared(Round::remembered, Slice::nanos),
        compared(Round::quiet, slice -> slice.waits().p50()),
        compared(Round::quiet, slice -> slice.waits().p99()),
        compared(Round::fresh, slice -> slice.waits().p99()),
        heap.get(0),
        heap.get(heap.size() - 1));
  }

  /** The median under this flood, to the median under that load. */
  private double compared(Function<Round, Slice> other, ToDoubleFunction<Slice> figure) {
    return median(Round::flood, figure) / median(other, figure);
  }

  private double median(Function<Round, Slice> load, ToDoubleFunction<Slice> figure) {
    double[] sorted = rounds.stream().map(load).mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
