package dev.watchword.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of a subject are refused: those issued before an instant, from some instant on.
 * Immutable.
 *
 * @param cuts a few; none makes another of no effect
 */
public record Revocation(List<Cut> cuts) {
  /** Later than every {@code iat} that a token may have. */
  private static final Instant FOREVER = Instant.ofEpochSecond(253_402_300_800L);

  private static final Instant AT_ONCE = Instant.EPOCH; // no token and no clock is earlier
  private static final int MOST = 4;

  /**
   * One date before which tokens are refused.
   *
   * <p>Both are in whole seconds, from 1970 to the year 10000; others become the nearest of these.
   *
   * @param notBefore tokens issued earlier are refused, and those that do not say when they were
   *     issued
   * @param from the first instant at which they are
   */
  public record Cut(Instant notBefore, Instant from) {
    public Cut {
      notBefore = rounded(notBefore);
      from = rounded(from);
    }

    private boolean makesNeedless(Cut other) {
      return !notBefore.isBefore(other.notBefore) && !from.isAfter(other.from);
    }
  }

  public Revocation {
    cuts = List.copyOf(cuts);
    if (cuts.isEmpty()) {
      throw new IllegalArgumentException("a revocation of nothing");
    }
  }

  /** Rounded up: {@code iat} mostly has whole seconds, and so no token slips through. */
  public static Instant rounded(Instant instant) {
    if (instant.isBefore(AT_ONCE)) {
      return AT_ONCE;
    }
    if (!instant.isBefore(FOREVER)) {
      return FOREVER;
    }
    Instant whole = Instant.ofEpochSecond(instant.getEpochSecond());
    return whole.equals(instant) ? whole : whole.plusSeconds(1);
  }

  /** Every token, whenever it was issued, at once. */
  public static Revocation ofAll() {
    return before(FOREVER);
  }

  /** Tokens issued before that instant, at once. */
  public static Revocation before(Instant notBefore) {
    return new Revocation(List.of(new Cut(notBefore, AT_ONCE)));
  }

  /** The same, but not before that instant. */
  public Revocation from(Instant grace) {
    return new Revocation(cuts.stream().map(cut -> new Cut(cut.notBefore, grace)).toList());
  }

  /** Whether a token is refused that was issued then; null where it does not say when. */
  public boolean refuses(@Nullable Instant issuedAt, Instant now) {
    for (Cut cut : cuts) {
      if (!now.isBefore(cut.from) && (issuedAt == null || issuedAt.isBefore(cut.notBefore))) {
        return true;
      }
    }
    return false;
  }

  /** This one and another together: what one of them refuses is refused. */
  public Revocation and(Revocation other) {
    List<Cut> all = new ArrayList<>();
    Stream.concat(cuts.stream(), other.cuts.stream())
        .sorted(Comparator.comparing(Cut::from))
        .forEach(cut -> add(all, cut));
    return new Revocation(all);
  }

  /** Cuts that come later are for later dates, too. Of very many the last two become one. */
  private static void add(List<Cut> all, Cut cut) {
    if (all.stream().anyMatch(earlier -> earlier.makesNeedless(cut))) {
      return;
    }
    all.removeIf(cut::makesNeedless);
    if (all.size() == MOST) {
      Cut last = all.remove(MOST - 1);
      all.add(new Cut(cut.notBefore, last.from));
    } else {
      all.add(cut);
    }
  }

  /** In words that {@link #parse} reads: {@code notBefore@from}, both in seconds. */
  public String text() {
    return cuts.stream()
        .map(cut -> cut.notBefore.getEpochSecond() + "@" + cut.from.getEpochSecond())
        .collect(Collectors.joining(" "));
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException where it is none
   */
  public static Revocation parse(String text) {
    if (!text.matches("\\d{1,12}@\\d{1,12}( \\d{1,12}@\\d{1,12}){0,7}")) {
      throw new IllegalArgumentException("it is no revocation");
    }
    List<Cut> cuts = new ArrayList<>();
    for (String cut : text.split(" ")) {
      int at = cut.indexOf('@');
      cuts.add(
          new Cut(
              Instant.ofEpochSecond(Long.parseLong(cut.substring(0, at))),
              Instant.ofEpochSecond(Long.parseLong(cut.substring(at + 1)))));
    }
    return new Revocation(cuts);
  }
}
