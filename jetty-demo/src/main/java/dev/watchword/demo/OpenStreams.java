package dev.watchword.demo;

import dev.watchword.servlet.EventStream;
import dev.watchword.stream.StreamPolicy;
import dev.watchword.token.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The demo's streams: who reads, until when, and what comes then. */
final class OpenStreams implements Topic {
  /** As many as the page shows; there may be more. */
  private static final int MOST = 50;

  private final Feed feed;
  private final InstantSource clock;
  private final AtomicLong numbers = new AtomicLong();
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  /** What the page was told last; of the feed's thread. */
  private List<Map<String, Object>> told = List.of();

  private record Entry(
      long number, String path, Instant since, EventStream stream, StreamPolicy policy) {}

  OpenStreams(Feed feed, InstantSource clock) {
    this.feed = feed;
    this.clock = clock;
  }

  /** Shows a stream until it ends. */
  void add(String path, EventStream stream, StreamPolicy policy) {
    prune();
    entries.add(new Entry(numbers.incrementAndGet(), path, clock.instant(), stream, policy));
    feed.stir();
  }

  private void prune() {
    entries.removeIf(entry -> !entry.stream.isOpen());
  }

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public Object all() {
    return Map.of("open", told, "now", clock.millis());
  }

  @Override
  public @Nullable Object news() {
    prune();
    List<Map<String, Object>> open = entries.stream().limit(MOST).map(OpenStreams::row).toList();
    if (open.equals(told)) {
      return null;
    }
    told = open;
    return all();
  }

  /** Without the id of the stream, which is its client's alone. */
  private static Map<String, Object> row(Entry entry) {
    Caller caller = entry.stream.caller();
    Instant oldest = entry.since.plus(entry.policy.longest());
    Instant expires = caller == null ? null : caller.expiresAt().orElse(null);
    Instant deadline = caller == null || expires == null ? null : expires.plus(caller.leeway());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", entry.number);
    row.put("path", ShortText.of(entry.path));
    row.put("caller", caller == null ? "" : ShortText.of(caller.id()));
    row.put("since", entry.since.toEpochMilli());
    if (deadline != null && deadline.isBefore(oldest)) {
      row.put("expires", deadline.toEpochMilli());
    }
    row.put("oldest", oldest.toEpochMilli());
    row.put("atExpiry", entry.policy.atExpiry().configName());
    return row;
  }
}
