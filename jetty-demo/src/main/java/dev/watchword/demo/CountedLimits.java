package dev.watchword.demo;

import dev.watchword.WatchwordBuilder;
import dev.watchword.limit.Bucket;
import dev.watchword.limit.Consumption;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * How much is left in the buckets of limits that were drawn from last. An operator's own store is
 * left alone, and then nothing is known of them.
 */
final class CountedLimits implements Topic {
  private static final int MOST = 32;
  private static final String STORE = "watchword.store";
  private static final String MEMORY = "memory";
  private static final String PUBLIC = "public ";

  private final Feed feed;

  /** The least used first; guarded by itself, as are the changed ones. */
  private final Map<String, State> states = new LinkedHashMap<>(MOST, 0.75f, true);

  private final Set<String> changed = new HashSet<>();

  private record State(Bucket bucket, RateLimit limit, Consumption last, long nanos) {}

  CountedLimits(Feed feed) {
    this.feed = feed;
  }

  /** Watches the buckets, unless others keep them. */
  void addTo(WatchwordBuilder builder, Config config, Map<String, String> ofDemo) {
    String configured = config.getConfigValue(STORE).getRawValue();
    String store = ofDemo.getOrDefault(STORE, configured == null ? MEMORY : configured);
    if (store.equals(MEMORY)) {
      builder.store(new WatchedStore(new MemoryStore(), this::taken));
    }
  }

  private void taken(Bucket bucket, RateLimit limit, Consumption consumption) {
    if (Decisions.isOwn(place(bucket))) {
      return;
    }
    String name = bucket.policy() + " " + bucket.key();
    synchronized (states) {
      states.put(name, new State(bucket, limit, consumption, System.nanoTime()));
      if (states.size() > MOST) {
        String least = states.keySet().iterator().next();
        states.remove(least);
        changed.remove(least);
      }
      changed.add(name);
    }
    feed.stir();
  }

  /** The path of an open one, where each has a bucket of its own; empty for others. */
  private static String place(Bucket bucket) {
    String key = bucket.key();
    return key.startsWith(PUBLIC) ? key.substring(PUBLIC.length()).split(" ", 2)[0] : "";
  }

  /** Addresses of IPv4 are kept as eight hexadecimal digits. */
  private static String readable(Bucket bucket) {
    String key = bucket.key();
    String address = key.substring(key.lastIndexOf(' ') + 1);
    if (bucket.table() == Bucket.Table.CALLERS || !address.matches("[0-9a-f]{8}")) {
      return key;
    }
    String dotted =
        IntStream.iterate(0, at -> at < address.length(), at -> at + 2)
            .mapToObj(at -> Integer.toString(Integer.parseInt(address.substring(at, at + 2), 16)))
            .collect(Collectors.joining("."));
    return key.substring(0, key.length() - address.length()) + dotted;
  }

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Object all() {
    synchronized (states) {
      return states.values().stream().map(CountedLimits::row).toList();
    }
  }

  @Override
  public @Nullable Object news() {
    synchronized (states) {
      List<Map<String, Object>> rows =
          states.entrySet().stream()
              .filter(state -> changed.contains(state.getKey()))
              .map(state -> row(state.getValue()))
              .toList();
      changed.clear();
      return rows.isEmpty() ? null : rows;
    }
  }

  /** With times as a page can use them, whose clock is another. */
  private static Map<String, Object> row(State state) {
    RateLimit limit = state.limit;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("limit", state.bucket.policy());
    row.put("of", ShortText.of(readable(state.bucket)));
    row.put("capacity", limit.capacity());
    row.put("refillMillis", limit.refillTime().toMillis());
    row.put("left", state.last.remaining());
    row.put("allowed", state.last.allowed());
    row.put("ageMillis", (System.nanoTime() - state.nanos) / 1_000_000);
    return row;
  }
}
