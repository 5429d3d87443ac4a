package dev.watchword.benchmarks;

import dev.watchword.benchmarks.SteadyClient.Waits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures the server for a short time, under one kind of load. */
final class FloodSlices implements AutoCloseable {
  private static final long QUIET = TimeUnit.MILLISECONDS.toNanos(500);

  /** Enough to keep a server of two processors busy. */
  private static final int CONNECTIONS = 6;

  private static final int WRITES = 100;

  /** Requests of one write: each is answered alone, and the server never waits for the client. */
  private static final int AT_ONCE = 8;

  private final FloodTarget server;
  private final FloodRequest steady;
  private final ExecutorService clients = Executors.newCachedThreadPool();

  /**
   * Slices.
   *
   * @param steady what the valid client asks all the time
   */
  FloodSlices(FloodTarget server, FloodRequest steady) {
    this.server = server;
    this.steady = steady;
  }

  /**
   * What was measured.
   *
   * @param nanos of the server's processors for each answer
   * @param waits of the valid client
   */
  record Slice(double nanos, Waits waits) {}

  /** Measures under that load, which is made before; for null it is the valid client's alone. */
  Slice measure(@Nullable FloodRequest load) throws Exception {
    List<List<byte[]>> floods = load == null ? List.of() : floods(load);
    long quietEnd = System.nanoTime() + (load == null ? QUIET : 0);
    CountDownLatch running = new CountDownLatch(floods.size());
    long cpu = server.processorNanos();
    List<Future<Void>> sent = new ArrayList<>();
    for (List<byte[]> flood : floods) {
      sent.add(clients.submit(() -> send(Objects.requireNonNull(load), flood, running)));
    }
    BooleanSupplier over = () -> running.getCount() == 0 && System.nanoTime() > quietEnd;
    Waits waits = clients.submit(new SteadyClient(server.port(), steady, over)).get();
    for (Future<Void> each : sent) {
      each.get();
    }
    int answers = waits.count() + floods.size() * WRITES * AT_ONCE;
    return new Slice((double) (server.processorNanos() - cpu) / answers, waits);
  }

  private static List<List<byte[]>> floods(FloodRequest load) {
    return Stream.generate(() -> Stream.generate(() -> load.next(AT_ONCE)).limit(WRITES).toList())
        .limit(CONNECTIONS)
        .toList();
  }

  private @Nullable Void send(FloodRequest load, List<byte[]> flood, CountDownLatch running)
      throws IOException {
    try (HttpConnection connection = new HttpConnection(server.port())) {
      for (byte[] requests : flood) {
        connection.send(requests);
        load.receive(connection, AT_ONCE);
      }
    } finally {
      running.countDown();
    }
    return null;
  }

  double heap() throws IOException {
    return server.heapInUse();
  }

  @Override
  public void close() {
    clients.shutdownNow();
  }
}
