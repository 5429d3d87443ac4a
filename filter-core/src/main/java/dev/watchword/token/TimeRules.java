package dev.watchword.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code exp}, {@code nbf} and {@code iat} must be (RFC 7519 sections 4.1.4 to 4.1.6).
 *
 * @param leeway forgiven difference between two clocks; 0 to 300 s
 * @param maxAge the greatest age since {@code iat}; null for any. With it {@code iat} is required
 * @param maxLifetime the longest time from {@code iat} to {@code exp}; null for any. With it {@code
 *     iat} is required
 * @param expRequired whether a token must say when it ends
 */
public record TimeRules(
    Duration leeway,
    @Nullable Duration maxAge,
    @Nullable Duration maxLifetime,
    boolean expRequired) {
  public static final Duration DEFAULT_LEEWAY = Duration.ofSeconds(30);
  public static final Duration GREATEST_LEEWAY = Duration.ofMinutes(5);

  private static final Rejection NO_EXP = new Rejection(Reason.CLAIM, "exp is missing");
  private static final Rejection NO_IAT =
      new Rejection(Reason.CLAIM, "iat is missing, and a greatest age or lifetime is set");
  private static final Rejection EXPIRED = new Rejection(Reason.EXPIRED, "exp has passed");
  private static final Rejection NBF_AHEAD = new Rejection(Reason.NOT_YET, "nbf lies ahead");
  private static final Rejection IAT_AHEAD = new Rejection(Reason.NOT_YET, "iat lies ahead");
  private static final Rejection TOO_OLD =
      new Rejection(Reason.TOO_OLD, "iat is older than the greatest age");
  private static final Rejection TOO_LONG =
      new Rejection(Reason.LIFETIME, "exp is further from iat than the longest lifetime");
  private static final Rejection BACKWARDS = new Rejection(Reason.LIFETIME, "exp lies before iat");

  public TimeRules {
    if (leeway.isNegative() || leeway.compareTo(GREATEST_LEEWAY) > 0) {
      throw new IllegalArgumentException("leeway must be 0 s to 300 s");
    }
  }

  /** Rules by which a token must say when it ends. */
  public TimeRules(Duration leeway, @Nullable Duration maxAge, @Nullable Duration maxLifetime) {
    this(leeway, maxAge, maxLifetime, true);
  }

  /** The single rules, in the order in which they are looked at. */
  public enum Check {
    EXP,
    NBF,
    IAT,
    LIFETIME,
    AGE;

    private static final Check[] ALL = values();
  }

  /**
   * The first broken rule; null where all hold. A token is expired from {@code exp} + leeway on.
   */
  public @Nullable Rejection broken(Dates dates, Instant now) {
    for (Check check : Check.ALL) {
      Rejection refused = broken(check, dates, now);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** How this one rule is broken; null where it holds. */
  public @Nullable Rejection broken(Check check, Dates dates, Instant now) {
    Instant exp = dates.exp();
    Instant nbf = dates.nbf();
    Instant iat = dates.iat();
    return switch (check) {
      case EXP -> {
        if (exp == null) {
          yield expRequired ? NO_EXP : null;
        }
        yield now.isBefore(exp.plus(leeway)) ? null : EXPIRED;
      }
      case NBF -> nbf != null && nbf.isAfter(now.plus(leeway)) ? NBF_AHEAD : null;
      case IAT -> {
        if (iat == null) {
          yield maxAge == null && maxLifetime == null ? null : NO_IAT;
        }
        yield iat.isAfter(now.plus(leeway)) ? IAT_AHEAD : null;
      }
      case LIFETIME -> iat == null || exp == null ? null : brokenLifetime(iat, exp);
      case AGE -> {
        boolean young =
            iat == null || maxAge == null || now.isBefore(iat.plus(maxAge).plus(leeway));
        yield young ? null : TOO_OLD;
      }
    };
  }

  private @Nullable Rejection brokenLifetime(Instant iat, Instant exp) {
    if (exp.isBefore(iat)) {
      return BACKWARDS;
    }
    return maxLifetime != null && exp.isAfter(iat.plus(maxLifetime)) ? TOO_LONG : null;
  }

  /** The first instant at which {@link #broken} would refuse a token that is good now. */
  public Instant goodUntil(Dates dates) {
    Instant end = dates.exp() == null ? Instant.MAX : dates.exp().plus(leeway);
    if (maxAge != null && dates.iat() != null) {
      Instant old = dates.iat().plus(maxAge).plus(leeway);
      return old.isBefore(end) ? old : end;
    }
    return end;
  }

  /**
   * The longest time from its {@code iat} for which a token is good; null where it may have no end.
   */
  public @Nullable Duration longest() {
    Duration life = expRequired ? maxLifetime : null; // which says nothing of a token without exp
    if (life == null || maxAge == null) {
      return life == null ? maxAge : life;
    }
    return life.compareTo(maxAge) < 0 ? life : maxAge;
  }

  /** The first instant at which the token is good. */
  public Instant goodFrom(Dates dates) {
    Instant start = Instant.MIN;
    for (Instant date : new @Nullable Instant[] {dates.nbf(), dates.iat()}) {
      if (date != null && date.minus(leeway).isAfter(start)) {
        start = date.minus(leeway);
      }
    }
    return start;
  }

  /** The three dates of a token; null where the token has none. */
  public record Dates(@Nullable Instant exp, @Nullable Instant nbf, @Nullable Instant iat) {}
}
