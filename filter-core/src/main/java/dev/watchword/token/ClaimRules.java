package dev.watchword.token;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of an issuer's tokens must say.
 *
 * @param iss the exact {@code iss}; null where any, or none, will do
 * @param audiences one of them must stand in {@code aud}; empty where {@code aud} is not looked at
 * @param required claims that must be there, whatever their value; of {@code a|b} one of them
 * @param times what the dates must be
 * @param names which claims say who the caller is
 */
public record ClaimRules(
    @Nullable String iss,
    Set<String> audiences,
    Set<String> required,
    TimeRules times,
    ClaimNames names) {
  private static final Rejection NO_ISSUER = new Rejection(Reason.ISSUER, "iss is missing");
  private static final Rejection ISSUER_TYPE =
      new Rejection(Reason.ISSUER, "iss is not a string of 1 to 256 characters without controls");
  private static final Rejection OTHER_ISSUER =
      new Rejection(Reason.ISSUER, "iss is not the issuer that the key belongs to");
  private static final Rejection NO_AUDIENCE = new Rejection(Reason.AUDIENCE, "aud is missing");
  private static final Rejection AUDIENCE_TYPE =
      new Rejection(Reason.AUDIENCE, "aud is neither a string nor an array of strings");
  private static final Rejection OTHER_AUDIENCE =
      new Rejection(Reason.AUDIENCE, "aud names none of the configured audiences");
  private static final Rejection DATE =
      new Rejection(
          Reason.CLAIM, "exp, nbf or iat is not a number of seconds from 1 to 253402300799");
  private static final Rejection SUBJECT =
      new Rejection(
          Reason.CLAIM,
          "sub or the name claim is not a string of 1 to 256 characters without controls");

  public ClaimRules {
    if (iss != null && !UserId.isGood(iss)) {
      throw new InvalidIssuerException("iss", "is not 1 to 256 characters without controls");
    }
    audiences = Set.copyOf(audiences);
    required = required.stream().map(ClaimRules::stripped).collect(Collectors.toUnmodifiableSet());
  }

  /** The same without white space around the names. */
  private static String stripped(String alternatives) {
    String names =
        Stream.of(alternatives.split("\\|"))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining("|"));
    if (names.isEmpty()) {
      throw new InvalidIssuerException("a required claim", "has no name");
    }
    return names;
  }

  /** The single rules, in the order in which they are looked at. */
  public enum Check {
    ISS,
    AUD,
    DATES,
    TIMES,
    NAMES,
    REQUIRED;

    private static final Check[] ALL = values();
  }

  /** The first broken rule; null where all hold. */
  public @Nullable Rejection broken(Claims claims, Instant now) {
    for (Check check : Check.ALL) {
      Rejection refused = broken(check, claims, now);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }

  /** How this one rule is broken; null where it holds, or says nothing without those before it. */
  public @Nullable Rejection broken(Check check, Claims claims, Instant now) {
    TimeRules.Dates dates = claims.dates();
    return switch (check) {
      case ISS -> brokenIssuer(claims);
      case AUD -> brokenAudience(claims);
      case DATES -> dates == null ? DATE : null;
      case TIMES -> dates == null ? null : times.broken(dates, now);
      case NAMES -> brokenName(claims);
      case REQUIRED -> missing(claims);
    };
  }

  private @Nullable Rejection brokenIssuer(Claims claims) {
    Object value = claims.get("iss");
    if (value == null) {
      return iss == null && !claims.has("iss") ? null : NO_ISSUER;
    }
    if (UserId.in(value, false) == null) {
      return ISSUER_TYPE;
    }
    return iss == null || iss.equals(value) ? null : OTHER_ISSUER;
  }

  private @Nullable Rejection brokenAudience(Claims claims) {
    if (audiences.isEmpty()) {
      return null;
    }
    Object value = claims.get("aud");
    if (value == null) {
      return NO_AUDIENCE;
    }
    if (value instanceof String text) {
      return audiences.contains(text) ? null : OTHER_AUDIENCE;
    }
    if (!(value instanceof List<?> named)) {
      return AUDIENCE_TYPE;
    }
    boolean found = false;
    for (Object one : named) {
      if (!(one instanceof String text)) {
        return AUDIENCE_TYPE;
      }
      found |= audiences.contains(text);
    }
    return found ? null : OTHER_AUDIENCE;
  }

  private @Nullable Rejection brokenName(Claims claims) {
    if (names.name().equals("sub")) {
      return brokenName(claims, "sub");
    }
    for (String claim : names.nameClaims()) {
      Rejection refused = brokenName(claims, claim);
      if (refused != null) {
        return refused;
      }
    }
    return brokenName(claims, "sub");
  }

  /** Absent, or a name; a present {@code null} is a wrong type, not a missing claim. */
  private @Nullable Rejection brokenName(Claims claims, String path) {
    Object value = claims.at(path);
    if (UserId.in(value, names.numericName()) != null || !claims.has(path)) {
      return null;
    }
    return value instanceof Number ? new Rejection(Reason.CLAIM, number(path)) : SUBJECT;
  }

  /** A number is not a name by itself: 1, 1.0 and "1" would be one user here, and three there. */
  private String number(String path) {
    return names.numericName()
        ? "the name in '" + path + "' is a number, but not a whole one"
        : "the name in '" + path + "' is a number; relax=numericname takes a whole one as its text";
  }

  private @Nullable Rejection missing(Claims claims) {
    for (String name : required) {
      if (Stream.of(name.split("\\|")).allMatch(claim -> claims.at(claim) == null)) {
        return new Rejection(Reason.CLAIM, "the required claim '" + name + "' is missing");
      }
    }
    return null;
  }
}
