package dev.watchword;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Work that is repeated, all of it on one thread, which does not keep the process alive. */
final class Housekeeping implements AutoCloseable {
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "watchword");
            daemon.setDaemon(true);
            return daemon;
          });

  void repeat(Runnable work, Duration interval) {
    long millis = interval.toMillis();
    var unused =
        thread.scheduleWithFixedDelay(
            () -> unlessItFails(work), millis, millis, TimeUnit.MILLISECONDS);
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
