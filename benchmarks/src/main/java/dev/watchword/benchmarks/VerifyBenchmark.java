package dev.watchword.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One verification. The time that counts is the CPU time of the measuring thread: on a machine that
 * others use, too, the clock on the wall says little.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VerifyBenchmark {
  /** Both are set by {@link Main}. */
  @Param public Contender contender = Contender.JAVA_JWT;

  @Param public Load load = Load.SAME;

  private byte[][] tokens = {};
  private int next;
  private int depth;
  private Contender.Verifier verifier = token -> false;

  @Setup
  public void prepare() {
    Scene scene = new Scene();
    tokens = load.tokens(scene);
    depth = load.depth();
    verifier = contender.verifier(scene);
    verifier.accepts(scene.valid()); // every contender has seen good tokens before
  }

  /** CPU time and operations of one iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long start;
    private long operations;

    @Setup(Level.Iteration)
    public void begin() {
      operations = 0;
      start = THREADS.getCurrentThreadCpuTime();
    }

    /** Read by JMH at the end of the iteration, in the measuring thread. */
    public double cpu() {
      return (double) (THREADS.getCurrentThreadCpuTime() - start) / Math.max(1, operations);
    }
  }

  /** Every request brings a text of its own: no cached hash, no equality by identity. */
  @Benchmark
  public boolean verify(Cpu cpu) {
    cpu.operations++;
    byte[] bytes = tokens[next];
    next = next + 1 == tokens.length ? 0 : next + 1;
    String token = new String(bytes, StandardCharsets.ISO_8859_1);
    return depth == 0 ? verifier.accepts(token) : deeper(depth, token);
  }

  /**
   * A container calls its filters from far down; filling a stack trace costs time for each frame.
   */
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  private boolean deeper(int frames, String token) {
    return frames == 0 ? verifier.accepts(token) : deeper(frames - 1, token);
  }
}
