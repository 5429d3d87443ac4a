package dev.watchword.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A valid client that asks at a steady rate, whatever becomes of its last request: a wait counts
 * from the time at which the request was due, so that no pause of the server is left out.
 */
final class SteadyClient implements Callable<SteadyClient.Waits> {
  private static final long BETWEEN = 2_500_000;
  private static final int MOST = 20_000;

  private final int port;
  private final FloodRequest request;
  private final BooleanSupplier over;

  SteadyClient(int port, FloodRequest request, BooleanSupplier over) {
    this.port = port;
    this.request = request;
    this.over = over;
  }

  /** How long answers took, in nanoseconds. */
  record Waits(int count, double p50, double p99) {}

  @Override
  public Waits call() throws IOException {
    long[] waits = new long[MOST];
    int count = 0;
    try (HttpConnection connection = new HttpConnection(port)) {
      long start = System.nanoTime();
      for (; count < MOST && !over.getAsBoolean(); count++) {
        long due = start + count * BETWEEN;
        for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
          LockSupport.parkNanos(early);
        }
        connection.send(request.next(1));
        request.receive(connection, 1);
        waits[count] = System.nanoTime() - due;
      }
    }
    Arrays.sort(waits, 0, count);
    return new Waits(count, waits[count / 2], waits[count * 99 / 100]);
  }
}
