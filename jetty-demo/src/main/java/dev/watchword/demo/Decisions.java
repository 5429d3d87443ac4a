package dev.watchword.demo;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.token.Caller;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The last decisions, and how many there were by reason. While nobody looks a decision costs one
 * place in a ring: that way a page that is opened shows what came before. What the page calls for
 * itself is left out.
 */
final class Decisions implements GuardListener, Topic {
  /** As many as the page shows. */
  static final int MOST = 50;

  private static final String PASSED = "passed";
  private static final Set<String> OWN =
      Set.of(
          "/", //
          "/style.css",
          "/console.js",
          "/watchword.js",
          "/mint",
          "/explain",
          "/reason",
          "/runs",
          "/flood",
          "/keys",
          "/keys/rotate",
          "/tenant");

  private final Feed feed;
  private final AtomicLong next = new AtomicLong();
  private final AtomicReferenceArray<@Nullable Numbered> ring = new AtomicReferenceArray<>(MOST);
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** The number of the first that the page was not told; of the feed's thread. */
  private long untold;

  private record Numbered(long number, GuardEvent event) {}

  Decisions(Feed feed) {
    this.feed = feed;
  }

  /**
   * Whether the page itself calls that path, which would only be noise in it. What becomes of a
   * tenant's requests is decided by another guard.
   */
  static boolean isOwn(String path) {
    return path.startsWith("/console/") || path.startsWith("/tenant/") || OWN.contains(path);
  }

  @Override
  public void decided(GuardEvent event) {
    if (isOwn(event.path())) {
      return;
    }
    boolean isWatched = feed.isWatched();
    if (isWatched) { // before it has a number: what has one is counted
      String reason = event.reason() == null ? PASSED : event.reason().code();
      counts.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }
    long number = next.getAndIncrement();
    ring.set((int) (number % MOST), new Numbered(number, event));
    if (isWatched) {
      feed.stir();
    }
  }

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public Object all() {
    return Map.of("rows", rows(0, untold), "counts", Map.of());
  }

  @Override
  public @Nullable Object news() {
    long first = untold;
    untold = next.get();
    Map<String, Long> since = new TreeMap<>();
    counts.forEach(
        (reason, adder) -> {
          long count = adder.sumThenReset();
          if (count > 0) {
            since.put(reason, count);
          }
        });
    List<Map<String, Object>> rows = rows(first, untold);
    return since.isEmpty() && rows.isEmpty() ? null : Map.of("rows", rows, "counts", since);
  }

  /** Those of these numbers which are still there, the oldest first. */
  private List<Map<String, Object>> rows(long first, long end) {
    List<Numbered> found = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      Numbered one = ring.get(i);
      if (one != null && one.number >= first && one.number < end) {
        found.add(one);
      }
    }
    found.sort(Comparator.comparingLong(Numbered::number));
    return found.stream().map(one -> row(one.event)).toList();
  }

  private static Map<String, Object> row(GuardEvent event) {
    Caller caller = event.caller();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("at", event.at().toEpochMilli());
    row.put("method", ShortText.of(event.method()));
    row.put("path", ShortText.of(event.path()));
    row.put("rule", ShortText.of(event.rule()));
    row.put("reason", event.reason() == null ? PASSED : event.reason().code());
    row.put("detail", ShortText.of(event.detail()));
    row.put("status", event.status());
    row.put("enforced", event.enforced());
    row.put("caller", caller == null ? "" : ShortText.of(caller.id()));
    row.put("address", ShortText.of(event.address()));
    row.put("id", Objects.requireNonNullElse(event.id(), ""));
    return row;
  }
}
