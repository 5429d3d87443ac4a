package dev.watchword.explain;

import dev.watchword.token.Claims;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TimeRules.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What signers get wrong in the dates: the unit, the clock, the time zone. */
final class DateHints {
  private static final Duration A_CLOCK_APART = Duration.ofMinutes(15);
  private static final Duration A_DAY = Duration.ofHours(26);
  private static final long A_QUARTER = 900;
  private static final long THREE_YEARS = 100_000_000L;

  private final Claims claims;
  private final TimeRules times;
  private final Instant now;
  private final List<Hint> hints = new ArrayList<>();

  private DateHints(Claims claims, TimeRules times, Instant now) {
    this.claims = claims;
    this.times = times;
    this.now = now;
  }

  static List<Hint> of(Claims claims, TimeRules times, Instant now) {
    return new DateHints(claims, times, now).find();
  }

  private List<Hint> find() {
    for (String name : List.of("exp", "nbf", "iat")) {
      unit(name);
    }
    Dates dates = claims.dates();
    if (dates != null) {
      clock(dates);
    }
    return hints;
  }

  /** Dates that are no seconds. */
  private void unit(String name) {
    Object value = claims.get(name);
    if (value instanceof String) {
      hints.add(
          new Hint("type", name + " is a text; write the number of seconds, without quotes."));
    } else if (value instanceof Number number) {
      Instant read = milliseconds(number.doubleValue());
      if (read != null) {
        hints.add(
            new Hint(
                "milliseconds",
                name
                    + " is in milliseconds ("
                    + read
                    + "); write seconds, in JavaScript Math.floor(Date.now() / 1000)."));
      } else if (name.equals("exp") && number.doubleValue() < THREE_YEARS) {
        hints.add(
            new Hint(
                "lifetime",
                "exp is a date in seconds since 1970, not a lifetime: write now + "
                    + ValueText.value(number)
                    + "."));
      }
    }
  }

  /**
   * The date from 2001 to 2286 that these milliseconds stand for; null where they stand for none.
   */
  private static @Nullable Instant milliseconds(double number) {
    return number >= 1e12 && number < 1e13 ? Instant.ofEpochSecond((long) (number / 1000)) : null;
  }

  private void clock(Dates dates) {
    Instant exp = dates.exp();
    if (exp == null && times.expRequired()) {
      hints.add(
          new Hint(
              "endless",
              "The token never ends: let the signer set exp (expiresIn), or, for a vendor whose"
                  + " tokens have none, set watchword.relax=noexp."));
    }
    if (times.broken(TimeRules.Check.EXP, dates, now) != null && exp != null) {
      Duration since = Duration.between(exp, now);
      if (since.compareTo(A_CLOCK_APART) <= 0) {
        hints.add(
            new Hint(
                "clock",
                "exp has only just passed: renew tokens earlier. If this one was made just now, one"
                    + " of the two clocks is wrong by "
                    + ValueText.duration(since)
                    + " or more; set them by NTP."));
      }
    }
    ahead("iat", dates.iat(), times.broken(TimeRules.Check.IAT, dates, now) != null);
    ahead("nbf", dates.nbf(), times.broken(TimeRules.Check.NBF, dates, now) != null);
  }

  private void ahead(String name, @Nullable Instant date, boolean broken) {
    if (!broken || date == null) {
      return;
    }
    Duration ahead = Duration.between(now, date);
    long quarter = ahead.toSeconds() % A_QUARTER;
    boolean zone = ahead.compareTo(A_CLOCK_APART) > 0 && (quarter < 60 || quarter > A_QUARTER - 60);
    if (zone && ahead.compareTo(A_DAY) < 0) {
      hints.add(
          new Hint(
              "timezone",
              "%s lies %s ahead: the signer seems to take its local time for UTC."
                  .formatted(name, ValueText.duration(ahead))));
    } else if (ahead.compareTo(A_DAY) < 0) {
      hints.add(
          new Hint(
              "clock",
              "%s lies %s ahead: the signer's clock is fast, or this one slow. Set them by NTP;"
                      .formatted(name, ValueText.duration(ahead))
                  + " watchword.leeway forgives at most 300s."));
    }
  }
}
