package dev.watchword.explain;

import dev.watchword.token.ClaimRules;
import dev.watchword.token.Claims;
import dev.watchword.token.Printable;
import dev.watchword.token.Rejection;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TimeRules.Dates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every rule for claims, with what it wants and what the token says. */
final class ClaimDescriptions {
  private static final String NONE = "none";

  private final ClaimRules rules;
  private final TimeRules times;
  private final Claims claims;
  private final Instant now;

  ClaimDescriptions(ClaimRules rules, Claims claims, Instant now) {
    this.rules = rules;
    this.times = rules.times();
    this.claims = claims;
    this.now = now;
  }

  List<ExplainedStep> steps() {
    List<ExplainedStep> steps = new ArrayList<>();
    Dates dates = claims.dates();
    for (ClaimRules.Check check : ClaimRules.Check.values()) {
      if (check != ClaimRules.Check.TIMES) {
        Rejection refused = rules.broken(check, claims, now);
        steps.add(new ExplainedStep(word(check), refused, expected(check), got(check)));
      } else if (dates != null) {
        for (TimeRules.Check time : TimeRules.Check.values()) {
          Rejection refused = times.broken(time, dates, now);
          steps.add(new ExplainedStep(word(time), refused, expected(time), got(time, dates)));
        }
      }
    }
    return steps;
  }

  private static String word(Enum<?> check) {
    return check.name().toLowerCase(Locale.ROOT);
  }

  private String expected(ClaimRules.Check check) {
    return switch (check) {
      case ISS -> rules.iss() == null ? "any issuer, or none" : Printable.text(rules.iss());
      case AUD ->
          rules.audiences().isEmpty()
              ? "any audience, or none"
              : new TreeSet<>(rules.audiences())
                  .stream().map(Printable::text).collect(Collectors.joining(" or "));
      case DATES, TIMES -> "exp, nbf and iat to be whole or decimal seconds since 1970";
      case NAMES ->
          "names to be strings of 1 to 256 characters without controls"
              + (rules.names().numericName() ? ", or whole numbers" : "");
      case REQUIRED ->
          rules.required().isEmpty()
              ? "no claim besides"
              : "the claims " + String.join(", ", new TreeSet<>(rules.required()));
    };
  }

  private String got(ClaimRules.Check check) {
    return switch (check) {
      case ISS -> value("iss");
      case AUD -> value("aud");
      case DATES, TIMES -> values(Stream.of("exp", "nbf", "iat"));
      case NAMES -> values(Stream.concat(Stream.of("sub"), rules.names().nameClaims().stream()));
      case REQUIRED ->
          values(rules.required().stream().flatMap(name -> Stream.of(name.split("\\|"))).sorted());
    };
  }

  private String values(Stream<String> names) {
    String values =
        names
            .distinct()
            .filter(claims::has)
            .map(name -> name + " " + value(name))
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? NONE : values;
  }

  private String value(String name) {
    return claims.has(name) ? ValueText.value(claims.at(name)) : NONE;
  }

  private String expected(TimeRules.Check check) {
    String leeway = ", give or take " + ValueText.duration(times.leeway());
    Duration maxLifetime = times.maxLifetime();
    Duration maxAge = times.maxAge();
    boolean iatRequired = maxLifetime != null || maxAge != null;
    return switch (check) {
      case EXP -> "an end after " + now + leeway + orNone(!times.expRequired());
      case NBF -> "a start not after " + now + leeway + orNone(true);
      case IAT -> "made not after " + now + leeway + orNone(!iatRequired);
      case LIFETIME ->
          "exp after iat"
              + (maxLifetime == null ? "" : ", at most " + ValueText.duration(maxLifetime));
      case AGE -> maxAge == null ? "any age" : "at most " + ValueText.duration(maxAge) + leeway;
    };
  }

  private static String orNone(boolean optional) {
    return optional ? ", or none" : "";
  }

  private String got(TimeRules.Check check, Dates dates) {
    Instant iat = dates.iat();
    Instant exp = dates.exp();
    return switch (check) {
      case EXP -> date(exp);
      case NBF -> date(dates.nbf());
      case IAT -> date(iat);
      case LIFETIME ->
          iat == null || exp == null ? "not both" : ValueText.duration(Duration.between(iat, exp));
      case AGE -> iat == null ? "no iat" : ValueText.duration(Duration.between(iat, now));
    };
  }

  private String date(@Nullable Instant date) {
    return date == null ? NONE : date + " (" + ValueText.ago(date, now) + ")";
  }
}
