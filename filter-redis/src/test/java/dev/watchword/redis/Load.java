package dev.watchword.redis;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Clients of every kind that call both nodes in turn, without a break. */
final class Load implements AutoCloseable {
  private static final int CLIENTS_OF_EACH_KIND = 6;
  private static final int ENOUGH = 20;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** What a request needs the store for. */
  enum Kind {
    /** Nothing. */
    PLAIN("app", TwoNodes.PLAIN),
    /** A token that is good for one request; each has another. */
    ONCE("app", TwoNodes.ONCE),
    /** A token that could be revoked; each has another. */
    REVOCABLE("strict", TwoNodes.PLAIN),
    /** A limit of 20, in which all are the same caller. */
    LIMITED("app", TwoNodes.LIMITED);

    private final String issuer;
    private final String path;

    Kind(String issuer, String path) {
      this.issuer = issuer;
      this.path = path;
    }
  }

  private final TwoNodes nodes;
  private final Client client;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AtomicInteger> answered = new ArrayList<>();
  private final Map<Kind, Set<Integer>> statuses = new ConcurrentSkipListMap<>();
  private final AtomicInteger limitedAdmitted = new AtomicInteger();
  private final AtomicInteger withoutRetryAfter = new AtomicInteger();
  private final AtomicLong longest = new AtomicLong();
  private volatile boolean over;

  Load(TwoNodes nodes, Client client) {
    this.nodes = nodes;
    this.client = client;
    for (Kind kind : Kind.values()) {
      for (int i = 0; i < CLIENTS_OF_EACH_KIND; i++) {
        AtomicInteger mine = new AtomicInteger();
        answered.add(mine);
        threads.execute(() -> call(kind, mine));
      }
    }
  }

  private void call(Kind kind, AtomicInteger mine) {
    while (!over) {
      Node node = nodes.node(mine.get());
      String token = TwoNodes.token(node, kind.issuer, "ann");
      HttpRequest request = Client.request(node, kind.path, token, "203.0.113.1");
      long start = System.nanoTime();
      HttpResponse<Void> answer = client.send(request);
      longest.accumulateAndGet(System.nanoTime() - start, Math::max);
      note(kind, answer);
      mine.incrementAndGet();
    }
  }

  private void note(Kind kind, HttpResponse<Void> answer) {
    int status = answer.statusCode();
    statuses.computeIfAbsent(kind, first -> new ConcurrentSkipListSet<>()).add(status);
    if (kind == Kind.LIMITED && status == 200) {
      limitedAdmitted.incrementAndGet();
    }
    if (status == 503 && answer.headers().firstValue("Retry-After").isEmpty()) {
      withoutRetryAfter.incrementAndGet();
    }
  }

  /** The statuses that came to a while of requests which all begin after this call. */
  Map<Kind, Set<Integer>> next() {
    awaitMore(2);
    statuses.clear();
    awaitMore(ENOUGH);
    Map<Kind, Set<Integer>> seen = new TreeMap<>();
    statuses.forEach((kind, found) -> seen.put(kind, new TreeSet<>(found)));
    return seen;
  }

  /** Until each client has so many more answers. */
  private void awaitMore(int number) {
    List<Integer> before = answered.stream().map(AtomicInteger::get).toList();
    Eventually.isTrue(
        LONGEST,
        () -> {
          for (int i = 0; i < before.size(); i++) {
            if (answered.get(i).get() - before.get(i) < number) {
              return false;
            }
          }
          return true;
        });
  }

  /** How many of {@link Kind#LIMITED} have passed since the start. */
  int limitedAdmitted() {
    return limitedAdmitted.get();
  }

  /** Refusals by 503 that did not say when to come again. */
  int withoutRetryAfter() {
    return withoutRetryAfter.get();
  }

  Duration longest() {
    return Duration.ofNanos(longest.get());
  }

  @Override
  public void close() {
    over = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("a client waits for an answer");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
