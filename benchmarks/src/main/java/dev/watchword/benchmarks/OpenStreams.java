package dev.watchword.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.watchword.Watchword;
import dev.watchword.guard.Decision;
import dev.watchword.http.RequestFacts;
import dev.watchword.issue.TokenIssuer;
import dev.watchword.stream.StreamConnection;
import dev.watchword.stream.StreamEnd;
import dev.watchword.stream.StreamMessage;
import dev.watchword.token.TokenKind;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What 10,000 open streams cost beside their connections: memory, the processor while nothing
 * happens, and how late they end. A thousand tokens expire each second in the end.
 */
public final class OpenStreams {
  private static final int STREAMS = 10_000;
  private static final int SECONDS_OF_ENDS = 10;
  private static final Duration QUIET = Duration.ofSeconds(20);

  /** Enough to open all, and to be quiet, before the first of them ends. */
  private static final int LEAST_LIFE = 40;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final CountDownLatch open = new CountDownLatch(STREAMS);
  private final long[] late = new long[STREAMS];
  private final AtomicInteger ended = new AtomicInteger();

  private OpenStreams() {}

  /** Prints a row without and one with revocations to look up. */
  public static void main(String[] none) throws InterruptedException {
    System.out.println(
        "| streams | revocation | bytes each | processor, of one core | late, median | 99 % | most |");
    System.out.println("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for (String revocation : List.of("off", "on")) {
      new OpenStreams().measure(revocation);
    }
  }

  private void measure(String revocation) throws InterruptedException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.secret", "hex:" + HexFormat.of().formatHex(secret))
            .set("watchword.leeway", "0s")
            .set("watchword.revocation", revocation)
            .start()) {
      long before = used();
      for (int i = 0; i < STREAMS; i++) {
        open(watchword, i);
      }
      require(watchword.streams().size() == STREAMS);
      long bytes = (used() - before) / STREAMS;
      double processor = processorWhileQuiet();
      require(watchword.streams().size() == STREAMS);
      require(open.await(LEAST_LIFE + 2 * SECONDS_OF_ENDS, TimeUnit.SECONDS));
      print(revocation, bytes, processor);
    }
  }

  private void print(String revocation, long bytes, double processor) {
    Arrays.sort(late);
    System.out.printf(
        Locale.ROOT,
        "| %,d | %s | %,d | %.1f %% | %d ms | %d ms | %d ms |%n",
        STREAMS,
        revocation,
        bytes,
        processor * 100,
        late[STREAMS / 2],
        late[STREAMS / 100 * 99],
        late[STREAMS - 1]);
  }

  private void open(Watchword watchword, int number) {
    Duration life = Duration.ofSeconds(LEAST_LIFE + number % SECONDS_OF_ENDS);
    TokenIssuer issuer = watchword.issuer().tokens().ofKind(TokenKind.SIGNED);
    TokenIssuer.Issued token = issuer.issue("user" + number, Map.of(), life);
    Map<String, List<String>> headers =
        Map.of("Authorization", List.of("Bearer " + token.token()), "Accept", List.of("*/*"));
    RequestFacts facts =
        new RequestFacts(
            "GET",
            "",
            "/live",
            "/live",
            null,
            "192.0.2.1",
            name -> headers.getOrDefault(name, List.of()));
    Decision decision = watchword.guard().check(facts);
    require(decision instanceof Decision.Pass);
    RequestFacts lasting =
        new RequestFacts("GET", "", "/live", "/live", null, "192.0.2.1", name -> List.of());
    var stream =
        watchword
            .streams()
            .open(
                watchword.streams().credential(lasting, (Decision.Pass) decision),
                new Ending(token.expiresAt()));
    require(stream != null);
  }

  /** Of all threads together, in cores. */
  private static double processorWhileQuiet() throws InterruptedException {
    long start = System.nanoTime();
    long used = SYSTEM.getProcessCpuTime();
    Thread.sleep(QUIET.toMillis());
    return (double) (SYSTEM.getProcessCpuTime() - used) / (System.nanoTime() - start);
  }

  private static long used() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a stream was not opened, or did not end in time");
    }
  }

  /** Writes down when it ends. */
  private final class Ending implements StreamConnection {
    private final Instant expiresAt;
    private volatile boolean isOver;

    Ending(Instant expiresAt) {
      this.expiresAt = expiresAt;
    }

    @Override
    public boolean isOpen() {
      return !isOver;
    }

    @Override
    public void beat() {}

    @Override
    public void send(StreamMessage message) {}

    @Override
    public void end(StreamEnd end) {
      isOver = true;
      late[ended.getAndIncrement()] = Duration.between(expiresAt, Instant.now()).toMillis();
      open.countDown();
    }
  }
}
