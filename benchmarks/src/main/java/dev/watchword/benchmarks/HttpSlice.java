package dev.watchword.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One slice of {@link HttpCost}.
 *
 * @param micros of processor time for each answer
 * @param perSecond how many answers
 */
record HttpSlice(double micros, double perSecond) {
  /** Ratios are of slices of one round; a bare server has the same tokens. */
  static void print(String load, Map<HttpContender, List<HttpSlice>> slices) {
    System.out.printf("%n| %s | CPU, us | best | to bare | spread | answers/s |%n", load);
    System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
    slices.forEach(
        (contender, own) -> {
          List<HttpSlice> bare = slices.getOrDefault(contender.bare(), own);
          double[] micros = own.stream().mapToDouble(HttpSlice::micros).sorted().toArray();
          double[] rates = own.stream().mapToDouble(HttpSlice::perSecond).sorted().toArray();
          double[] ratios = new double[own.size()];
          for (int i = 0; i < ratios.length; i++) {
            ratios[i] = own.get(i).micros / bare.get(i).micros;
          }
          Arrays.sort(ratios);
          System.out.printf(
              Locale.ROOT,
              "| %s | %.1f | %.1f | **%.2f** | %.2f-%.2f | %.0f |%n",
              contender.title(),
              micros[micros.length / 2],
              micros[0],
              ratios[ratios.length / 2],
              ratios[0],
              ratios[ratios.length - 1],
              rates[rates.length / 2]);
        });
    System.out.println();
  }
}
