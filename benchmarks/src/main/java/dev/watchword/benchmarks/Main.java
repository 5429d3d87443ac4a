package dev.watchword.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Proves that all contenders do the same work, measures them in one run, and prints a table. */
public final class Main {
  private static final int TURNS = 5;

  private Main() {}

  /**
   * Runs.
   *
   * @param arguments how many iterations of half a second count, 5 by default; the least is 1
   */
  public static void main(String[] arguments) throws RunnerException {
    int iterations = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
    check();
    Collection<RunResult> results = new ArrayList<>();
    // What is close is measured in turns: a machine is fast for some seconds, and slow for others.
    for (int turn = 0; turn < TURNS; turn++) {
      for (Contender contender : List.of(Contender.FRESH, Contender.JAVA_JWT)) {
        results.addAll(run(EnumSet.of(contender), List.of(Load.RING), iterations));
      }
    }
    EnumSet<Contender> others = EnumSet.complementOf(EnumSet.of(Contender.FRESH));
    results.addAll(run(others, List.of(Load.values()), iterations));
    Table table = new Table();
    results.forEach(table::add);
    System.out.println(table.raw());
    System.out.println(table.markdown());
    System.exit(0); // Vert.x keeps threads
  }

  /** One that accepts less or more than the others is not measured beside them. */
  private static void check() {
    Scene scene = new Scene();
    List<String> bad =
        List.of(
            scene.badSignature(),
            scene.algorithmNone(),
            Scene.GARBAGE,
            scene.expired(),
            scene.otherAudience());
    for (Contender contender : Contender.values()) {
      if (contender == Contender.COPY) {
        continue;
      }
      Contender.Verifier verifier = contender.verifier(scene);
      require(verifier.accepts(scene.valid()), contender + " refuses a valid token");
      List<String> refusedByAll = contender.isVerifier() ? bad : bad.subList(0, 3);
      for (String token : refusedByAll) {
        require(!verifier.accepts(token), contender + " accepts " + token);
      }
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static Collection<RunResult> run(
      Set<Contender> contenders, List<Load> loads, int iterations) throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(VerifyBenchmark.class.getName())
                .param("contender", names(contenders.stream()))
                .param("load", names(loads.stream()))
                .forks(1)
                .threads(1)
                .warmupIterations(5)
                .warmupTime(TimeValue.milliseconds(700))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(500))
                // -Xbatch: on a busy machine a compiler in the background would come too late
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-Xbatch")
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }

  private static String[] names(Stream<? extends Enum<?>> values) {
    return values.map(Enum::name).toArray(String[]::new);
  }
}
