package dev.watchword.token;

import dev.watchword.token.Verdict.Admitted;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tokens that were admitted, so that the next request with the same token costs a
 * comparison. A table of fixed size without locks: a newer token takes the place of an older one,
 * which then is merely verified again, and so do many where they would hold more bytes than are
 * allowed. Refusals are never remembered, nor is a token that came only once: many callers sign a
 * new one for each request, and those would drive the others out.
 */
final class VerifiedTokenCache {
  private static final int SLOTS = 1 << 15;

  /** Neighbours in which a token may stand, so that two that meet do not drive each other out. */
  private static final int WAYS = 4;

  private static final int FIRST = SLOTS - WAYS;

  /** Longer tokens are verified each time: one takes the room of many. */
  private static final int LONGEST = 2048;

  private final long mostBytes;

  private final AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(SLOTS);

  /** The hash of each slot's token, so that another token need not be fetched from memory. */
  private final AtomicIntegerArray hashes = new AtomicIntegerArray(SLOTS);

  private final SeenTokens seen = new SeenTokens();

  /** What all entries hold. */
  private final AtomicLong bytes = new AtomicLong();

  /** The slot that is cleared next where they hold too much. */
  private final AtomicInteger hand = new AtomicInteger();

  /** A memory that holds so many bytes at most, beside a table of fixed size. */
  VerifiedTokenCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** A time: from the first instant, included, to the second, excluded. */
  record Validity(Instant from, Instant until) {
    /** When both the dates and the key are good. */
    static Validity of(TimeRules times, TimeRules.Dates dates, SharedKey key) {
      Instant from = times.goodFrom(dates);
      Instant until = times.goodUntil(dates);
      Instant keyStart = key.from();
      Instant keyEnd = key.until();
      return new Validity(
          keyStart != null && keyStart.isAfter(from) ? keyStart : from,
          keyEnd != null && keyEnd.isBefore(until) ? keyEnd : until);
    }

    /** The same, but over at this instant at the latest. */
    Validity until(Instant latest) {
      return latest.isBefore(until) ? new Validity(from, latest) : this;
    }

    boolean covers(Instant now) {
      return !now.isBefore(from) && now.isBefore(until);
    }
  }

  private record Entry(
      String token,
      IssuerFilter filter,
      Admitted verdict,
      SharedKey key,
      Validity good,
      int bytes) {
    /** The MAC is compared first and in constant time: it is the part that must not be guessed. */
    boolean is(String shown, IssuerFilter other) {
      int length = token.length();
      if (shown.length() != length) {
        return false;
      }
      int difference = 0;
      for (int i = token.lastIndexOf('.'); i < length; i++) {
        difference |= token.charAt(i) ^ shown.charAt(i);
      }
      return difference == 0 && token.equals(shown) && filter.equals(other);
    }

    @Nullable Admitted verdictAt(Instant now) {
      if (!good.covers(now)) {
        return null;
      }
      key.usedAt(now);
      return verdict;
    }

    @Override
    public String toString() {
      return "Entry[***]";
    }
  }

  /** The verdict, where it was reached among the same issuers and is good now. */
  @Nullable Admitted find(String token, IssuerFilter filter, Instant now) {
    int hash = hash(token);
    int first = hash & FIRST;
    for (int slot = first; slot < first + WAYS; slot++) {
      Entry entry = hashes.get(slot) == hash ? slots.get(slot) : null;
      if (entry != null && entry.is(token, filter)) {
        return entry.verdictAt(now);
      }
    }
    return null;
  }

  /** Whether the token was admitted before, and so is worth keeping where it is not too long. */
  boolean isWorthKeeping(String token) {
    return seen.addAndTell(hash(token));
  }

  void keep(String token, IssuerFilter filter, Admitted verdict, SharedKey key, Validity good) {
    if (token.length() <= LONGEST) {
      int hash = hash(token);
      int slot = place(token, filter, hash);
      int held = HeldBytes.of(token, verdict.caller().allClaims());
      hashes.set(slot, hash);
      replace(slot, new Entry(token, filter, verdict, key, good, held));
      makeRoom(slot);
    }
  }

  private void replace(int slot, @Nullable Entry entry) {
    Entry before = slots.getAndSet(slot, entry);
    bytes.addAndGet((entry == null ? 0 : entry.bytes) - (before == null ? 0L : before.bytes));
  }

  /** Clears slot after slot, like the hand of a clock, but for the one just taken. */
  private void makeRoom(int kept) {
    for (int tries = 0; bytes.get() > mostBytes && tries < SLOTS; tries++) {
      int slot = hand.getAndIncrement() & (SLOTS - 1);
      if (slot != kept && slots.get(slot) != null) {
        replace(slot, null);
      }
    }
  }

  /** What all entries hold, by estimate. */
  long bytes() {
    return bytes.get();
  }

  /** A slot that is free or holds the same token; where there is none, another token's. */
  private int place(String token, IssuerFilter filter, int hash) {
    int first = hash & FIRST;
    for (int slot = first; slot < first + WAYS; slot++) {
      Entry entry = slots.get(slot);
      if (entry == null || (hashes.get(slot) == hash && entry.is(token, filter))) {
        return slot;
      }
    }
    return first + (hash >>> 20) % WAYS;
  }

  /**
   * Characters of the MAC are as good as random: hashing the whole text costs more than the MAC.
   */
  static int hash(String token) {
    int hash = 0;
    for (int i = Math.max(0, token.length() - 6); i < token.length() - 1; i++) {
      hash = hash * 59 + token.charAt(i);
    }
    return hash ^ (hash >>> 15);
  }
}
