package dev.watchword.benchmarks;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one decision of the guard costs with an older library and with this one, in turns, each in a
 * fresh process. It shows whether what is switched off costs a request anything.
 */
public final class GuardCost {
  private static final int ROUNDS = 9;
  private static final String NOTHING_ON = "watchword.kid";

  private final String before;

  private GuardCost(String before) {
    this.before = before;
  }

  /**
   * Prints the table.
   *
   * @param arguments the folder of the older library's classes
   */
  public static void main(String[] arguments) throws Exception {
    GuardCost cost = new GuardCost(arguments[0]);
    System.out.println("| token | library | CPU | bytes |");
    System.out.println("| --- | --- | ---: | ---: |");
    cost.print("remembered", new Contender("with revocation", false, "watchword.revocation", "on"));
    cost.print(
        GuardProbe.NEW, new Contender("with single use", false, "watchword.singleuse", "on"));
  }

  /** A library, and one property. */
  private record Contender(String name, boolean old, String property, String value) {}

  private void print(String load, Contender switchedOn) throws IOException {
    List<Contender> contenders =
        List.of(
            new Contender("before", true, NOTHING_ON, FloodServer.KEY_ID),
            new Contender("now", false, NOTHING_ON, FloodServer.KEY_ID),
            switchedOn);
    double[][] ratios = new double[contenders.size()][ROUNDS];
    double[][] bytes = new double[contenders.size()][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double first = 0;
      for (int i = 0; i < contenders.size(); i++) {
        double[] figures = probe(load, contenders.get(i));
        first = i == 0 ? figures[0] : first;
        ratios[i][round] = figures[0] / first;
        bytes[i][round] = figures[1];
      }
    }
    for (int i = 0; i < contenders.size(); i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %.0f |%n",
          load,
          contenders.get(i).name,
          median(ratios[i]),
          median(bytes[i]));
    }
  }

  private double[] probe(String load, Contender contender) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-Xbatch"));
    command.addAll(List.of("-cp", classPath(contender.old), GuardProbe.class.getName()));
    command.addAll(List.of(load, contender.property, contender.value));
    Process process = new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    String[] figures = answer.split(" ", -1);
    if (figures.length != 2) {
      throw new IOException(contender + " says: " + answer);
    }
    return new double[] {Double.parseDouble(figures[0]), Double.parseDouble(figures[1])};
  }

  private String classPath(boolean old) {
    String all = System.getProperty("java.class.path");
    return old
        ? Arrays.stream(all.split(File.pathSeparator, -1))
            .map(each -> each.contains("filter-core") ? before : each)
            .collect(Collectors.joining(File.pathSeparator))
        : all;
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
