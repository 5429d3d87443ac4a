package dev.watchword.explain;

import dev.watchword.token.ClaimRules;
import dev.watchword.token.Claims;
import dev.watchword.token.Issuer;
import dev.watchword.token.Printable;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TimeRules.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What signers get wrong in their claims. */
final class ClaimHints {
  private static final Duration A_CLOCK_APART = Duration.ofMinutes(15);
  private static final Duration A_DAY = Duration.ofHours(26);
  private static final long A_QUARTER = 900;
  private static final long THREE_YEARS = 100_000_000L;

  private final Claims claims;
  private final ClaimRules rules;
  private final Instant now;
  private final List<Hint> hints = new ArrayList<>();

  private ClaimHints(Claims claims, ClaimRules rules, Instant now) {
    this.claims = claims;
    this.rules = rules;
    this.now = now;
  }

  static List<Hint> of(TokenInspection inspection) {
    Claims claims = inspection.claims();
    Issuer issuer = inspection.issuer();
    return claims == null || issuer == null
        ? List.of()
        : new ClaimHints(claims, issuer.rules(), inspection.now()).find();
  }

  private List<Hint> find() {
    issuer();
    audience();
    for (String name : List.of("exp", "nbf", "iat")) {
      unit(name);
    }
    Dates dates = claims.dates();
    if (dates != null) {
      clock(dates);
    }
    if (claims.get("sub") instanceof Number) {
      hints.add(new Hint("type", "sub is a number; sign it as a string, in quotes."));
    }
    return hints;
  }

  private void issuer() {
    String wanted = rules.iss();
    if (wanted == null || wanted.equals(claims.get("iss"))) {
      return;
    }
    hints.add(
        claims.get("iss") instanceof String iss
            ? new Hint("issuer", "Wrong iss: " + difference(iss, Set.of(wanted)))
            : new Hint("issuer", "The signer must set iss to " + Printable.text(wanted) + "."));
  }

  private void audience() {
    Object aud = claims.get("aud");
    if (rules.audiences().isEmpty() || rules.broken(ClaimRules.Check.AUD, claims, now) == null) {
      return;
    }
    String wanted = anyOf(rules.audiences());
    if (aud instanceof String one) {
      hints.add(new Hint("audience", "Wrong audience: " + difference(one, rules.audiences())));
    } else if (aud instanceof List<?>) {
      hints.add(
          new Hint(
              "audience",
              "Wrong audience: the token is for "
                  + ValueText.value(aud)
                  + ", here is "
                  + wanted
                  + "."));
    } else {
      hints.add(new Hint("audience", "The signer must set aud to " + wanted + "."));
    }
  }

  private static String anyOf(Collection<String> values) {
    return new TreeSet<>(values).stream().map(Printable::text).collect(Collectors.joining(" or "));
  }

  private static String difference(String got, Set<String> wanted) {
    for (String one : wanted) {
      if (one.equalsIgnoreCase(got)) {
        return "it differs by capitals alone from " + Printable.text(one) + ".";
      }
      if (bare(one).equals(bare(got))) {
        return "it differs by a slash or white space at an end from " + Printable.text(one) + ".";
      }
    }
    if (Set.of(got.strip().split("[,; ]+")).stream().anyMatch(wanted::contains)) {
      return "several stand in one text; write an array.";
    }
    return "the token says " + Printable.text(got) + ", here is " + anyOf(wanted) + ".";
  }

  private static String bare(String text) {
    return text.strip().replaceAll("/+$", "");
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
    TimeRules times = rules.times();
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
