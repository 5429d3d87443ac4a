package dev.watchword.stream;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * What is to be told on one connection, in order and one at a time, on threads that many
 * connections share.
 */
final class Outbox {
  private final Executor threads;
  private final Queue<Runnable> waiting = new ArrayDeque<>(2);
  private boolean busy;

  Outbox(Executor threads) {
    this.threads = threads;
  }

  void add(Runnable work) {
    synchronized (this) {
      waiting.add(work);
      if (busy) {
        return;
      }
      busy = true;
    }
    threads.execute(this::run);
  }

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (RuntimeException | LinkageError broken) {
        // A connection that cannot be written to is found to be closed at the next tick.
      }
    }
  }

  private synchronized Runnable next() {
    Runnable next = waiting.poll();
    busy = next != null;
    return next;
  }
}
