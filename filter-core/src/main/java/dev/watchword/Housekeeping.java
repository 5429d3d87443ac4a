package dev.watchword;

import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Work that is repeated for an owner, all of it on one thread. The thread keeps neither the process
 * alive nor the owner: one that is dropped without being closed takes its thread along.
 */
final class Housekeeping<T> implements AutoCloseable {
  private final WeakReference<T> owner;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "watchword");
            daemon.setDaemon(true);
            return daemon;
          });

  Housekeeping(T owner) {
    this.owner = new WeakReference<>(owner);
  }

  /** The work gets the owner, and must not hold it otherwise. */
  void repeat(Consumer<T> work, Duration interval) {
    long millis = interval.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(
            () -> unlessItFails(() -> once(work)), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void once(Consumer<T> work) {
    T living = owner.get();
    if (living == null) {
      thread.shutdown();
    } else {
      work.accept(living);
    }
  }

  /** One failure must not end the repetition, nor keep others from hearing. */
  static void unlessItFails(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | LinkageError | StackOverflowError fault) {
      System.getLogger("dev.watchword")
          .log(Level.WARNING, "Watchword: background work failed: {0}", fault.getClass().getName());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
