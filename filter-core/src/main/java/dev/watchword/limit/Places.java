package dev.watchword.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of one table, and how many each owner has. An owner may take one more while it has
 * fewer than are free: alone it gets half of them, and <i>n</i> owners who take all they can still
 * leave one in <i>n</i> + 1 free. So one that has none finds a place until there are about as many
 * owners as places.
 *
 * <p>Takes no lock of its own. Two who take one of the last places at once may both be turned away;
 * there are never more places than there were at the start.
 */
final class Places {
  private final AtomicInteger free;

  /** Only those who have a place, so it is bounded as the table is. */
  private final ConcurrentMap<String, Integer> held = new ConcurrentHashMap<>();

  Places(int number) {
    this.free = new AtomicInteger(number);
  }

  boolean hasRoom(String owner) {
    return hasRoom(owner, Integer.MAX_VALUE);
  }

  boolean hasRoom(String owner, int quota) {
    return held.getOrDefault(owner, 0) < Math.min(quota, free.get());
  }

  boolean take(String owner) {
    return take(owner, Integer.MAX_VALUE);
  }

  /** Takes one, but no more than so many in all. */
  boolean take(String owner, int quota) {
    free.decrementAndGet();
    int mine = held.merge(owner, 1, Integer::sum);
    if (mine <= quota && mine <= free.get() + 1) {
      return true;
    }
    giveBack(owner);
    return false;
  }

  void giveBack(String owner) {
    held.computeIfPresent(owner, (name, number) -> number == 1 ? null : number - 1);
    free.incrementAndGet();
  }

  /** Those who have no room now, who have most first; no more of them than {@code most}. */
  List<String> crowded(int most) {
    int left = free.get();
    return held.entrySet().stream()
        .filter(owner -> owner.getValue() >= left)
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
