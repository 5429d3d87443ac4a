package dev.watchword.limit;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Revocations in this process. What is kept leaves when it is of no use any more. */
final class MemoryDenyList implements DenyList {
  private final ConcurrentMap<Subject, Kept> all = new ConcurrentHashMap<>();
  private final AtomicInteger free;
  private final LongSupplier nanos;
  private final long start;

  MemoryDenyList(int places, LongSupplier nanos) {
    this.free = new AtomicInteger(places);
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** {@code end} in nanoseconds since the start. */
  private record Kept(Revocation revocation, long end) {}

  private long now() {
    return nanos.getAsLong() - start;
  }

  @Override
  public void revoke(Subject subject, Revocation revocation, @Nullable Duration keep) {
    long now = now();
    long end = keep == null ? Long.MAX_VALUE : later(now, keep);
    all.forEach((old, kept) -> removeIfOver(old, kept, now)); // revoking is rare, looking up is not
    all.compute(
        subject,
        (same, kept) -> {
          if (kept != null) {
            return kept.end <= now
                ? new Kept(revocation, end)
                : new Kept(kept.revocation.and(revocation), Math.max(kept.end, end));
          }
          if (free.getAndUpdate(places -> Math.max(0, places - 1)) == 0) {
            throw new IllegalStateException("the deny list is full");
          }
          return new Kept(revocation, end);
        });
  }

  private static long later(long now, Duration keep) {
    return keep.compareTo(Duration.ofDays(36_500)) > 0 ? Long.MAX_VALUE : now + keep.toNanos();
  }

  /** And gives its place back; where another has removed it first, that one does. */
  private void removeIfOver(Subject subject, Kept kept, long now) {
    if (kept.end <= now && all.remove(subject, kept)) {
      free.incrementAndGet();
    }
  }

  @Override
  public void lift(Subject subject) {
    if (all.remove(subject) != null) {
      free.incrementAndGet();
    }
  }

  @Override
  public boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public Map<Subject, Revocation> find(Collection<Subject> subjects) {
    long now = now();
    Map<Subject, Revocation> found = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      Kept kept = all.get(subject);
      if (kept != null && kept.end > now) {
        found.put(subject, kept.revocation);
      }
    }
    return found;
  }
}
