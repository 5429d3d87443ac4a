package dev.watchword.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an operation allocates, to the byte: memory is what a busy server pays for last and longest,
 * and unlike time it can be measured anywhere.
 */
public final class AllocatedBytes {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocatedBytes() {}

  /** For each of these on average, in bytes. */
  public static <T> long each(List<T> all, Consumer<T> operation) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (T one : all) {
      operation.accept(one);
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / all.size();
  }

  /** The least of parts of so many: when it is reached, everything is compiled. */
  public static <T> long least(List<T> all, int part, Consumer<T> operation) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i + part <= all.size(); i += part) {
      least = Math.min(least, each(all.subList(i, i + part), operation));
    }
    return least;
  }
}
