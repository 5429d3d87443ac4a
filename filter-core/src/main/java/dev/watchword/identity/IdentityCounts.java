package dev.watchword.identity;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts how users are identified, for each issuer, so that an operator sees how many pages still
 * send identity hashes. Safe for use by several threads at once.
 */
public final class IdentityCounts {
  /** Issuers of an issuer source come and go; those beyond are not counted. */
  private static final int MOST_ISSUERS = 10_000;

  private final Map<String, Tally> tallies = new ConcurrentHashMap<>();

  /**
   * What was counted since the start.
   *
   * @param signed users identified by a token
   * @param legacy users identified by an identity hash
   * @param legacyRefused requests with a hash that is not accepted any more, or wrong
   * @param publishable requests with a publishable token
   * @param lastLegacy when the last hash came, accepted or not; null for never
   */
  public record Counts(
      long signed,
      long legacy,
      long legacyRefused,
      long publishable,
      @Nullable Instant lastLegacy) {

    /** One line for an operator. */
    public String describe() {
      return signed
          + " signed, "
          + legacy
          + " by hash, "
          + legacyRefused
          + " hashes refused, "
          + publishable
          + " publishable"
          + (lastLegacy == null ? "" : ", last hash " + lastLegacy);
    }
  }

  private static final class Tally {
    private final Map<Assurance, LongAdder> identified =
        Map.of(
            Assurance.SIGNED, new LongAdder(),
            Assurance.LEGACY_HMAC, new LongAdder(),
            Assurance.PUBLISHABLE, new LongAdder(),
            Assurance.INSECURE, new LongAdder());
    private final LongAdder refused = new LongAdder();
    private final AtomicLong lastLegacy = new AtomicLong();

    private long count(Assurance assurance) {
      return Objects.requireNonNull(identified.get(assurance)).sum();
    }

    private Counts counts() {
      long last = lastLegacy.get();
      return new Counts(
          count(Assurance.SIGNED),
          count(Assurance.LEGACY_HMAC),
          refused.sum(),
          count(Assurance.PUBLISHABLE),
          last == 0 ? null : Instant.ofEpochSecond(last));
    }
  }

  private @Nullable Tally of(String issuer) {
    Tally tally = tallies.get(issuer);
    return tally != null || tallies.size() >= MOST_ISSUERS
        ? tally
        : tallies.computeIfAbsent(issuer, first -> new Tally());
  }

  void identified(String issuer, Assurance assurance, Instant now) {
    Tally tally = of(issuer);
    if (tally != null) {
      Objects.requireNonNull(tally.identified.get(assurance)).increment();
      if (assurance == Assurance.LEGACY_HMAC) {
        tally.lastLegacy.set(now.getEpochSecond());
      }
    }
  }

  void hashRefused(String issuer, Instant now) {
    Tally tally = of(issuer);
    if (tally != null) {
      tally.refused.increment();
      tally.lastLegacy.set(now.getEpochSecond());
    }
  }

  /** The counts by the issuers' names; issuers without users are not there. */
  public Map<String, Counts> counts() {
    Map<String, Counts> counts = new TreeMap<>();
    tallies.forEach((issuer, tally) -> counts.put(issuer, tally.counts()));
    return counts;
  }
}
