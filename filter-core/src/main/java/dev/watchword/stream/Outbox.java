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
    try {
      threads.execute(this::run);
    } catch (Throwable noThread) {
      takeBack(work);
      throw noThread;
    }
  }

  private synchronized void takeBack(Runnable work) {
    waiting.remove(work);
    busy = false;
  }

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (Throwable broken) { // or nothing would be done any more, not even the end
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
