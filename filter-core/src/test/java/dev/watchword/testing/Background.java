package dev.watchword.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The threads of ours that have started since this was made. */
public final class Background {
  private static final long TEN_SECONDS = 10_000;

  /** One look at the collector's work: long enough not to burn a processor. */
  private static final long LOOK = 50;

  private final Set<Thread> before = ours();

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchword"))
        .collect(Collectors.toSet());
  }

  /** Those that live now. */
  public Set<Thread> started() {
    Set<Thread> started = ours();
    started.removeAll(before);
    return started;
  }

  /** Each ends within ten seconds. */
  public void assertEnded() throws InterruptedException {
    for (Thread thread : started()) {
      thread.join(TEN_SECONDS);
      assertFalse(thread.isAlive());
    }
    assertEquals(Set.of(), started());
  }

  /** Has the collector work once over everything that was given up before. */
  public static void collect() throws InterruptedException {
    ReferenceQueue<Object> found = new ReferenceQueue<>();
    awaitCollected(found, Set.of(new WeakReference<>(new Object(), found)));
  }

  /** Has the collector work until it has found all of them, for ten seconds. */
  public static <T> void awaitCollected(ReferenceQueue<T> found, Set<WeakReference<T>> awaited)
      throws InterruptedException {
    Set<Reference<? extends T>> left = new HashSet<>(awaited);
    long end = System.nanoTime() + Duration.ofMillis(TEN_SECONDS).toNanos();
    while (!left.isEmpty() && System.nanoTime() < end) {
      System.gc();
      for (Reference<? extends T> one = found.remove(LOOK); one != null; one = found.poll()) {
        left.remove(one);
      }
    }
    assertTrue(left.isEmpty(), () -> left.size() + " of " + awaited.size() + " are still held");
  }
}
