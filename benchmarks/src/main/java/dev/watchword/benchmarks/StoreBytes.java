package dev.watchword.benchmarks;

import dev.watchword.limit.Bucket;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreSettings;
import dev.watchword.limit.Subject;
import dev.watchword.redis.RedisStoreProvider;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.ObjIntConsumer;

/** How many bytes a bucket, a used token and a revocation take: of the heap, and of Redis. */
public final class StoreBytes {
  private static final int COUNT = 20_000;

  /** No owner gets more than half of the places in memory. */
  private static final int OWNERS = 10;

  private static final RateLimit LIMIT = RateLimit.of("100/1h");
  private static final Duration DAY = Duration.ofDays(1);

  private StoreBytes() {}

  /** Prints the table. */
  public static void main(String[] none) throws Exception {
    Map<String, ObjIntConsumer<Store>> things = new LinkedHashMap<>();
    things.put("bucket", StoreBytes::bucket);
    things.put("used token", StoreBytes::usedToken);
    things.put("revocation", StoreBytes::revocation);
    System.out.println("| bytes | heap | Redis |");
    System.out.println("| --- | ---: | ---: |");
    try (RedisServer redis = new RedisServer()) {
      StoreSettings settings =
          new StoreSettings(redis.uri(), "watchword", Duration.ofSeconds(2), Duration.ofSeconds(1));
      for (Map.Entry<String, ObjIntConsumer<Store>> thing : things.entrySet()) {
        double heap;
        try (Store memory = new MemoryStore()) {
          heap = each(memory, thing.getValue(), StoreBytes::heap);
        }
        try (Store shared = new RedisStoreProvider().open(settings)) {
          double there = each(shared, thing.getValue(), () -> redis.info("memory", "used_memory:"));
          System.out.printf(Locale.ROOT, "| %s | %.0f | %.0f |%n", thing.getKey(), heap, there);
        }
      }
    }
  }

  /** The first one brings what the others share. */
  private static double each(Store store, ObjIntConsumer<Store> thing, DoubleSupplier used) {
    for (int i = 0; i < OWNERS; i++) {
      thing.accept(store, i);
    }
    double before = used.getAsDouble();
    for (int i = OWNERS; i < COUNT; i++) {
      thing.accept(store, i);
    }
    double bytes = used.getAsDouble() - before;
    return bytes / (COUNT - OWNERS);
  }

  private static String owner(int i) {
    return "tenant" + i % OWNERS;
  }

  private static void bucket(Store store, int i) {
    String owner = owner(i);
    var unused =
        store.consume(new Bucket(Bucket.Table.CALLERS, "api", owner + "/user" + i, owner), LIMIT);
  }

  private static void usedToken(Store store, int i) {
    var unused =
        Objects.requireNonNull(store.usedTokens())
            .use(Subject.token(owner(i), "jti" + i), DAY, COUNT);
  }

  private static void revocation(Store store, int i) {
    String owner = owner(i);
    Objects.requireNonNull(store.denyList())
        .revoke(
            Subject.caller(owner, owner + "/user" + i),
            Revocation.before(Instant.EPOCH.plusSeconds(1_800_000_000)),
            DAY);
  }

  private static double heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
