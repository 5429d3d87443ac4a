package dev.watchword.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.guard.RequestGuard;
import dev.watchword.http.RequestFacts;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * One contender of {@link GuardCost}, in a process of its own. It uses nothing that the older of
 * the two libraries does not have.
 */
public final class GuardProbe {
  /** Each token once. */
  static final String NEW = "new";

  private static final int TOKENS = 10_000;
  private static final int TURNS = 20;
  private static final int WARM_UP = 25;
  private static final int COUNTED = 15;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FloodTokens tokens = new FloodTokens();
  private final boolean eachOnce;
  private final String property;
  private final String value;

  GuardProbe(String load, String property, String value) {
    this.eachOnce = load.equals(NEW);
    this.property = property;
    this.value = value;
  }

  /**
   * Prints nanoseconds of the processor and bytes of memory for one request, medians.
   *
   * @param arguments what arrives; a property and its value
   */
  public static void main(String[] arguments) {
    GuardProbe probe = new GuardProbe(arguments[0], arguments[1], arguments[2]);
    double[] nanos = new double[COUNTED];
    double[] bytes = new double[COUNTED];
    for (int i = -WARM_UP; i < COUNTED; i++) {
      double[] figures = probe.batch();
      nanos[Math.max(0, i)] = figures[0];
      bytes[Math.max(0, i)] = figures[1];
    }
    Arrays.sort(nanos);
    Arrays.sort(bytes);
    System.out.println(nanos[COUNTED / 2] + " " + bytes[COUNTED / 2]);
  }

  /** A batch has a guard of its own: what a token leaves behind does not add up. */
  double[] batch() {
    int turns = eachOnce ? 1 : TURNS;
    List<RequestFacts> requests =
        Stream.generate(tokens::valid)
            .limit(eachOnce ? TOKENS : 1)
            .map(GuardProbe::request)
            .toList();
    int count = 0;
    try (Watchword watchword = watchword()) {
      RequestGuard guard = watchword.guard();
      if (!eachOnce) {
        require(guard.check(requests.get(0))); // then it comes again, and is remembered
        require(guard.check(requests.get(0)));
      }
      long cpu = THREADS.getCurrentThreadCpuTime();
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      for (int turn = 0; turn < turns; turn++) {
        for (int i = 0; i < TOKENS; i++, count++) {
          require(guard.check(requests.get(i % requests.size())));
        }
      }
      double nanos = THREADS.getCurrentThreadCpuTime() - cpu;
      double bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      return new double[] {nanos / count, bytes / count};
    }
  }

  static RequestFacts request(String token) {
    Map<String, List<String>> headers = Map.of("Authorization", List.of("Bearer " + token));
    return new RequestFacts(
        "GET",
        "",
        "/orders",
        "/orders",
        null,
        "192.0.2.1",
        name -> headers.getOrDefault(name, List.of()));
  }

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .secret(tokens.secret())
        .set(property, value)
        .start();
  }

  private static void require(Decision decision) {
    if (!(decision instanceof Decision.Pass)) {
      throw new IllegalStateException("a valid token was refused");
    }
  }
}
