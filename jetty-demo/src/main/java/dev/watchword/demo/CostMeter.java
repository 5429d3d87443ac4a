package dev.watchword.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** CPU time of this thread, by what calls came to. Not safe for use by several threads. */
final class CostMeter {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final double NANOS_A_MICRO = 1000;

  /**
   * Does something that many times.
   *
   * @param call does it for the nth time, and says what came of it
   * @return how many came to what ({@code answers}), and the CPU time of one in microseconds
   */
  static Map<String, Object> of(int calls, IntFunction<String> call) {
    Map<String, Integer> answers = new TreeMap<>();
    long begun = nanos();
    for (int i = 0; i < calls; i++) {
      answers.merge(call.apply(i), 1, Integer::sum);
    }
    double micros = (nanos() - begun) / NANOS_A_MICRO / calls;
    Map<String, Object> cost = new LinkedHashMap<>();
    cost.put("answers", answers);
    cost.put("micros", Math.round(micros * 10) / 10.0);
    return cost;
  }

  /** Time on the clock where this machine cannot tell CPU time. */
  private static long nanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }

  private CostMeter() {}
}
