package dev.watchword.benchmarks;

import dev.watchword.benchmarks.LeaseSimulation.Result;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What {@link LeaseSimulation} found, as diagrams side by side in SVG. Written by hand: chart
 * libraries draw letters as paths of the machine's own fonts, so each machine makes another file,
 * and a large one.
 */
final class LeaseChart {
  private static final List<String> COLOURS =
      List.of("#7f7f7f", "#2a7de1", "#e8910c", "#c0392b", "#1e8449");
  private static final int WIDTH = 300;
  private static final int HEIGHT = 220;
  private static final int LEFT = 50;
  private static final int TOP = 40;
  private static final int BETWEEN = 60;
  private static final int LINES = 4;

  private final List<Integer> nodes;
  private final StringBuilder svg = new StringBuilder();
  private int diagrams;

  LeaseChart(List<Integer> nodes) {
    this.nodes = nodes;
  }

  /**
   * Adds a diagram.
   *
   * @param series one for each batch, a result for each number of nodes
   * @param most the value at its upper edge
   */
  void add(String title, List<List<Result>> series, double most, ToDoubleFunction<Result> value) {
    int left = LEFT + diagrams * (WIDTH + BETWEEN);
    diagrams++;
    text(left + WIDTH / 2, TOP - 15, "middle", "#000", title);
    for (int i = 0; i <= LINES; i++) {
      int y = TOP + HEIGHT - HEIGHT * i / LINES;
      svg.append(format("<path d='M%d %dh%d' stroke='#ddd'/>%n", left, y, WIDTH));
      text(left - 6, y + 4, "end", "#000", format("%.3g", most * i / LINES));
    }
    for (int i = 0; i < nodes.size(); i++) {
      int x = (int) Math.round(x(left, i));
      text(x, TOP + HEIGHT + 18, "middle", "#000", format("%,d", nodes.get(i)));
    }
    text(left + WIDTH / 2, TOP + HEIGHT + 36, "middle", "#000", "nodes");
    for (int i = 0; i < series.size(); i++) {
      line(left, series.get(i), COLOURS.get(i), most, value);
    }
  }

  private void line(
      int left, List<Result> results, String colour, double most, ToDoubleFunction<Result> value) {
    svg.append(format("<polyline fill='none' stroke='%s' stroke-width='2' points='", colour));
    for (int i = 0; i < results.size(); i++) {
      double height = HEIGHT * value.applyAsDouble(results.get(i)) / most;
      svg.append(format("%.0f,%.1f ", x(left, i), TOP + HEIGHT - height));
    }
    svg.append("'/>\n");
  }

  /** By the logarithm. */
  private double x(int left, int node) {
    double last = Math.log(nodes.get(nodes.size() - 1));
    return left + WIDTH * Math.log(nodes.get(node)) / last;
  }

  private void text(int x, int y, String anchor, String colour, String text) {
    svg.append(
        format(
            "<text x='%d' y='%d' text-anchor='%s' fill='%s'>%s</text>%n",
            x, y, anchor, colour, text));
  }

  /** The whole file, with the names of the series below the diagrams. */
  String svg(List<String> names) {
    int below = TOP + HEIGHT + 65;
    for (int i = 0; i < names.size(); i++) {
      text(LEFT + i * 160, below, "start", COLOURS.get(i), "━ " + names.get(i));
    }
    int width = LEFT + diagrams * (WIDTH + BETWEEN);
    return format(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d'"
                + " font-family='sans-serif' font-size='13'>%n",
            width, below + 20)
        + "<rect width='100%' height='100%' fill='#fff'/>\n"
        + svg
        + "</svg>\n";
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
