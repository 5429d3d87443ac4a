package dev.watchword.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestGuard;
import dev.watchword.http.RequestFacts;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.LogManager;
import java.util.stream.Stream;

/**
 * What one refusal of the guard costs, in the measure of one admission of a new valid token: in
 * turns, in one process. Revocation is on, a proxy is trusted, and each token is a new one. The log
 * is off: its 20 lines a second are nothing to a flood, and much to a turn of some milliseconds.
 */
public final class RefusalCost {
  private static final int TOKENS = 5_000;
  private static final int WARM_UP = 15;
  private static final int COUNTED = 21;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FloodTokens tokens = new FloodTokens();

  private RefusalCost() {}

  /** A kind of request. The first is the measure of the others. */
  private enum Load {
    VALID("valid, each new", "off"),
    BAD_SIGNATURE("bad signature", "off"),
    GARBAGE("garbage", "off"),
    EXPIRED("expired", "off"),
    REVOKED("revoked", "off"),
    LIMITED("bad signature, limit on", "20/1m");

    private final String text;
    private final String failures;

    Load(String text, String failures) {
      this.text = text;
      this.failures = failures;
    }

    private Supplier<String> of(FloodTokens tokens) {
      return switch (this) {
        case VALID -> tokens::valid;
        case BAD_SIGNATURE, LIMITED -> tokens::badSignature;
        case GARBAGE -> tokens::garbage;
        case EXPIRED -> tokens::expired;
        case REVOKED -> tokens::revoked;
      };
    }
  }

  /** Prints the table. */
  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    RefusalCost cost = new RefusalCost();
    Load[] loads = Load.values();
    double[][] ratios = new double[loads.length][COUNTED];
    double[][] bytes = new double[loads.length][COUNTED];
    for (int round = -WARM_UP; round < COUNTED; round++) {
      double measure = 0;
      for (int i = 0; i < loads.length; i++) {
        double[] figures = cost.batch(loads[i]);
        measure = i == 0 ? figures[0] : measure;
        ratios[i][Math.max(0, round)] = figures[0] / measure;
        bytes[i][Math.max(0, round)] = figures[1];
      }
    }
    System.out.println("| request | CPU / valid | bytes |");
    System.out.println("| --- | ---: | ---: |");
    for (int i = 0; i < loads.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.0f |%n",
          loads[i].text,
          median(ratios[i]),
          median(bytes[i]));
    }
  }

  /** Nanoseconds of the processor and bytes for one request. */
  private double[] batch(Load load) {
    List<RequestFacts> requests =
        Stream.generate(load.of(tokens)).limit(TOKENS).map(GuardProbe::request).toList();
    try (Watchword watchword = watchword(load)) {
      RequestGuard guard = watchword.guard();
      long cpu = THREADS.getCurrentThreadCpuTime();
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      for (RequestFacts request : requests) {
        if (guard.check(request) instanceof Decision.Pass != (load == Load.VALID)) {
          throw new IllegalStateException(load.text + " is judged wrongly");
        }
      }
      double nanos = THREADS.getCurrentThreadCpuTime() - cpu;
      double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      return new double[] {nanos / TOKENS, bytes / TOKENS};
    }
  }

  private Watchword watchword(Load load) {
    Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .secret(tokens.secret())
            .set("watchword.kid", FloodServer.KEY_ID)
            .set("watchword.revocation", "on")
            .proxies("127.0.0.1")
            .limit("failures", load.failures)
            .start();
    watchword.revocations().caller("default/" + FloodServer.REVOKED_CALLER).revoke();
    return watchword;
  }

  private static double median(double[] figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
