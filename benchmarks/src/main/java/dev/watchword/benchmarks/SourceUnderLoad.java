package dev.watchword.benchmarks;

import dev.watchword.Watchword;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.Verdict;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How requests are answered while an issuer source is slow, or hangs: counts of answers, and of
 * request threads that are held. Each row begins with an empty cache, as after a restart.
 */
public final class SourceUnderLoad {
  private static final int TENANTS = 200;

  /** As many as Tomcat and Jetty have by default. */
  private static final int REQUEST_THREADS = 200;

  private static final long SLOW = 20;
  private static final long LATER = 12;

  private final Map<String, Issuer> tenants = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);

  private SourceUnderLoad() {
    byte[] secret = new byte[32];
    Instant now = Instant.now();
    for (int i = 0; i < TENANTS; i++) {
      new SecureRandom().nextBytes(secret);
      String name = "tenant" + i;
      Issuer tenant = Issuer.named(name).secret(HexFormat.of().formatHex(secret)).build();
      tenants.put(name, tenant);
      Map<String, Object> claims = Map.of("sub", "a", "exp", now.plusSeconds(600));
      tokens.put(name, new TokenSigner(tenant).sign(TokenKind.SIGNED, claims, now));
    }
  }

  /** Prints the table. */
  public static void main(String[] none) throws Exception {
    System.out.println("| requests, with an empty cache | answers | held after 12 s |");
    System.out.println("| --- | --- | ---: |");
    SourceUnderLoad load = new SourceUnderLoad();
    List<String> known = List.copyOf(load.tenants.keySet());
    load.row("200 tenants, 20 ms", load::slow, known);
    List<String> flood = new ArrayList<>(load.invented(400));
    flood.addAll(known);
    load.row("400 invented selectors, then 200 tenants, 20 ms", load::slow, flood);
    load.row("300 selectors, a source that hangs", load::hanging, load.invented(300));
    List<String> one = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      one.add("tenant0");
    }
    load.row("300 requests of one tenant, a source that hangs", load::hanging, one);
    load.end.countDown();
  }

  private List<String> invented(int count) {
    List<String> selectors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      selectors.add("invented" + i);
    }
    return selectors;
  }

  private @Nullable Issuer slow(String selector) {
    pause(new CountDownLatch(1), SLOW);
    return tenants.get(selector);
  }

  private @Nullable Issuer hanging(String selector) {
    pause(end, TimeUnit.HOURS.toMillis(1));
    return tenants.get(selector);
  }

  private static void pause(CountDownLatch until, long millis) {
    try {
      var unused = until.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void row(String name, IssuerSource source, List<String> selectors) throws Exception {
    ExecutorService requests = Executors.newFixedThreadPool(REQUEST_THREADS);
    try (Watchword watchword =
        Watchword.builder()
            .surroundings(Map.of(), new Properties())
            .set("watchword.choose", "header X-Workspace")
            .issuerSource(source)
            .start()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (String selector : selectors) {
        asked.add(requests.submit(() -> answer(watchword, selector)));
      }
      requests.shutdown();
      var unused = requests.awaitTermination(LATER, TimeUnit.SECONDS);
      Map<Integer, Integer> answers = new TreeMap<>();
      int held = 0;
      for (Future<Integer> one : asked) {
        if (one.isDone()) {
          answers.merge(one.get(), 1, Integer::sum);
        } else {
          held++;
        }
      }
      System.out.println("| " + name + " | " + answers + " | " + held + " |");
    }
    requests.shutdownNow();
  }

  private int answer(Watchword watchword, String selector) {
    String token = tokens.get(tokens.containsKey(selector) ? selector : "tenant0");
    IssuerFilter picked = watchword.guard().issuerResolver().filter(selector, Set.of());
    Verdict verdict =
        watchword.verifier().verify(Objects.requireNonNull(token), picked, Instant.now());
    if (verdict instanceof Rejection refused) {
      return refused.reason() == Reason.UNAVAILABLE ? 503 : 401;
    }
    return 200;
  }
}
