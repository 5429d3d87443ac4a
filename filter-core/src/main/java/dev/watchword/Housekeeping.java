package dev.watchword;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Work that is repeated for an owner. The threads keep neither the process alive nor the owner: one
 * that is dropped without being closed takes its threads along.
 */
final class Housekeeping<T> implements AutoCloseable {
  private static final int MOST_WAITING = 100;
  private static final long MOST_WAIT_MILLIS = 500;

  private final WeakReference<T> owner;
  private final ScheduledThreadPoolExecutor threads;
  private final ThreadPoolExecutor listenerThread =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Housekeeping::daemon,
          new ThreadPoolExecutor.DiscardPolicy());

  /** More than one thread, where work that hangs must not keep other work from being done. */
  Housekeeping(T owner, int threads) {
    this.owner = new WeakReference<>(owner);
    this.threads =
        new ScheduledThreadPoolExecutor(
            threads, Housekeeping::daemon, new ThreadPoolExecutor.DiscardPolicy());
    listenerThread.allowCoreThreadTimeOut(true);
  }

  static Thread daemon(Runnable work) {
    Thread daemon = new Thread(work, "watchword");
    daemon.setDaemon(true);
    return daemon;
  }

  /**
   * Repeats work that gets the owner, which it must not hold otherwise, and a thread for listeners:
   * they may hang, and the work must not. When too much waits for that thread, more is dropped.
   * After the end nothing is begun.
   */
  void repeat(BiConsumer<T, Executor> work, Duration interval) {
    long millis = interval.toMillis();
    var unused =
        threads.scheduleWithFixedDelay(
            () -> unlessItFails(() -> once(work)), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void once(BiConsumer<T, Executor> work) {
    T living = owner.get();
    if (living == null) {
      threads.shutdown();
      listenerThread.shutdown();
    } else {
      work.accept(living, listenerThread);
    }
  }

  /** Whatever the work throws must not end the repetition, nor keep others from hearing. */
  static void unlessItFails(Runnable work) {
    try {
      work.run();
    } catch (Throwable whatever) {
      logged(whatever);
    }
  }

  private static void logged(Throwable fault) {
    try {
      System.getLogger("dev.watchword")
          .log(Level.WARNING, "Watchword: background work failed: {0}", fault.getClass().getName());
    } catch (Throwable notEvenThat) {
      // A handler that throws, or no memory: the next run may do better.
    }
  }

  /**
   * Ends the threads, and waits a moment for them: servers look for threads of an application right
   * after it was stopped. What hangs is not waited for.
   */
  @Override
  public void close() {
    threads.shutdownNow();
    listenerThread.shutdownNow();
    awaitEnd(threads);
    awaitEnd(listenerThread);
  }

  static void awaitEnd(ExecutorService ended) {
    try {
      var unused = ended.awaitTermination(MOST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
