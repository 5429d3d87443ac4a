package dev.watchword.demo;

import dev.watchword.servlet.EventStream;
import dev.watchword.stream.StreamPolicy;
import dev.watchword.token.Caller;
import java.time.Duration;
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

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private final Feed feed;
  private final InstantSource clock;
  private final AtomicLong numbers = new AtomicLong();
  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  /** What the page was told last; of the feed's thread, as is what follows. */
  private List<Map<String, Object>> told = List.of();

  private Instant ticked = Instant.EPOCH;

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

  /** Those that would say nothing say something each second, so that who has left is missed. */
  private void tick() {
    Instant now = clock.instant();
    if (Duration.between(ticked, now).abs().compareTo(A_SECOND) < 0) {
      return;
    }
    ticked = now;
    for (Entry entry : entries) {
      if (entry.path.equals(Events.PATH)) {
        entry.stream.send("tick", "{\"type\":\"tick\"}");
      }
    }
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
    tick();
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
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("number", entry.number);
    row.put("path", ShortText.of(entry.path));
    row.put("caller", caller == null ? "" : ShortText.of(caller.id()));
    row.put("since", entry.since.toEpochMilli());
    if (caller != null && caller.expiresAt().isPresent()) {
      Instant deadline = caller.expiresAt().get().plus(caller.leeway());
      if (deadline.isBefore(oldest)) {
        row.put("expires", deadline.toEpochMilli());
        row.put("leeway", caller.leeway().toMillis());
      }
    }
    row.put("oldest", oldest.toEpochMilli());
    row.put("atExpiry", entry.stream.atExpiry().configName());
    return row;
  }
}
