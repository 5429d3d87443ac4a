package dev.watchword.limit;

import dev.watchword.limit.Bucket.Table;
import io.github.bucket4j.TimeMeter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;

/**
 * Counts and remembers in this process. A bucket leaves when it is full again, and never to make
 * room.
 *
 * <p>Each {@link Table} has places of its own. An owner may take one more while it has fewer than
 * are free: at most half, and no flood of one owner takes the last place from another. What is new
 * of an owner without room is counted in one bucket for each policy, which is that owner's alone.
 * There are a tenth as many of those as places, given out to policies by the same rule; beyond
 * them, and only then, owners share the policy's last bucket. So memory is bounded, whatever keys
 * and owners come, and the bucket of one policy never serves another.
 */
public final class MemoryStore implements Store {
  /** The places in each table; about 60 MB if all are taken, of which one owner gets half. */
  public static final int DEFAULT_SIZE = 100_000;

  private static final int PLACES_FOR_A_SHARED_ONE = 10;
  private static final int MOST_NAMED = 3;

  /** So that one issuer, who gets half, has room for its usual quota. */
  private static final int USED_TOKENS_FOR_A_PLACE = 2;

  private final Map<Table, Room> rooms = new EnumMap<>(Table.class);
  private final MemoryUsedTokens usedTokens;
  private final DenyList denyList;

  public MemoryStore() {
    this(DEFAULT_SIZE, System::nanoTime);
  }

  /**
   * A store.
   *
   * @param places in each table, 1 or more
   * @param nanos a monotonic clock in nanoseconds
   */
  public MemoryStore(int places, LongSupplier nanos) {
    TimeMeter time = new Monotonic(nanos, nanos.getAsLong());
    for (Table table : Table.values()) {
      rooms.put(table, new Room(places, time));
    }
    this.usedTokens = new MemoryUsedTokens(USED_TOKENS_FOR_A_PLACE * places, time);
    this.denyList = new MemoryDenyList(places, nanos);
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return room(bucket.table()).counter(bucket, limit).consume();
  }

  @Override
  public UsedTokens usedTokens() {
    return usedTokens;
  }

  /** See {@link MemoryUsedTokens#forget}. */
  void forgetUse(Subject token) {
    usedTokens.forget(token);
  }

  @Override
  public DenyList denyList() {
    return denyList;
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public Map<Table, String> full() {
    Map<Table, String> full = new EnumMap<>(Table.class);
    rooms.forEach(
        (table, room) -> {
          List<String> owners = room.own.crowded(MOST_NAMED + 1);
          if (!owners.isEmpty()) {
            full.put(table, describe(owners));
          }
        });
    return full;
  }

  private static String describe(List<String> owners) {
    boolean others = owners.size() > MOST_NAMED;
    String names = String.join(", ", others ? owners.subList(0, MOST_NAMED) : owners);
    return "full for "
        + names
        + (others ? " and others" : "")
        + "; whoever is new there shares one allowance";
  }

  /** How many buckets are kept; for tests and metrics. */
  public long size() {
    return rooms.values().stream().mapToLong(Room::size).sum();
  }

  private Room room(Table table) {
    return Objects.requireNonNull(rooms.get(table));
  }

  /** One table: buckets of one's own, those that an owner's newcomers share, and the last ones. */
  private static final class Room {
    private final TimeMeter time;
    private final CounterTable own;
    private final CounterTable shared;

    /** One for each policy at most, and policies stand in the settings. */
    private final ConcurrentMap<String, Counter> last = new ConcurrentHashMap<>();

    Room(int places, TimeMeter time) {
      this.time = time;
      this.own = new CounterTable(places, time);
      this.shared = new CounterTable(Math.max(1, places / PLACES_FOR_A_SHARED_ONE), time);
    }

    Counter counter(Bucket bucket, RateLimit limit) {
      String policy = bucket.policy();
      String owner = bucket.owner();
      Counter found = own.find(policy, bucket.key(), owner, limit);
      if (found == null) {
        found = shared.find(policy, owner, policy, limit); // no policy takes all of these either
      }
      return found == null
          ? last.computeIfAbsent(policy, first -> new Counter(limit, policy, time))
          : found;
    }

    long size() {
      return own.size() + shared.size() + last.size();
    }
  }

  /** Counts from its start: Bucket4j would stand still where the clock runs over. */
  private record Monotonic(LongSupplier nanos, long start) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong() - start;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
