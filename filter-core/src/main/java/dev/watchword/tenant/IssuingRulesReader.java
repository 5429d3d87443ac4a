package dev.watchword.tenant;

import dev.watchword.issue.IssuingRules;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.Issuer;
import dev.watchword.token.TimeRules;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what an issuer signs for others. */
final class IssuingRulesReader {
  private final Section section;
  private final int tokenSize;

  /** {@code tokenSize} is the greatest length of a token in characters. */
  IssuingRulesReader(Section section, int tokenSize) {
    this.section = section;
    this.tokenSize = tokenSize;
  }

  /**
   * The rules; null where a mistake was noted.
   *
   * @param issuer null where it could not be read
   */
  @Nullable IssuingRules read(@Nullable Issuer issuer) {
    Duration given = section.duration(Property.ISSUE_LIFETIME);
    Duration most = section.duration(Property.ISSUE_LONGEST);
    if (given == null || most == null) {
      return null;
    }
    Duration accepted = issuer == null ? null : accepted(issuer.rules().times());
    Duration longest = accepted == null ? most : shorter(most, accepted);
    boolean isFitted = accepted != null && section.given(Property.ISSUE_LIFETIME) == null;
    Duration lifetime = isFitted ? shorter(given, longest) : given;
    if (lifetime.isZero()) {
      section.mistake(Property.ISSUE_LIFETIME, "is 0s: a token would end as it begins; write 5m");
      return null;
    }
    if (lifetime.compareTo(longest) > 0) {
      section.mistake(
          Property.ISSUE_LIFETIME,
          "is longer than issue.longest, maxlifetime or maxage allows: "
              + longest.toSeconds()
              + "s");
      return null;
    }
    List<String> claims = section.list(Property.ISSUE_CLAIMS);
    if (issuer != null) {
      checkRights(claims, issuer.rules().names());
    }
    return section.read(
        Property.ISSUE_CLAIMS, text -> new IssuingRules(lifetime, longest, claims, tokenSize));
  }

  /** How long a token is good at most; null for any time. */
  static @Nullable Duration accepted(TimeRules times) {
    Duration lifetime = times.maxLifetime();
    Duration age = times.maxAge();
    if (age == null || age.isZero()) {
      return lifetime;
    }
    return lifetime == null ? age : shorter(lifetime, age);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? other : one;
  }

  private void checkRights(List<String> claims, ClaimNames names) {
    for (String claim : claims) {
      if (names.confersRights(claim)) {
        section.mistake(
            Property.ISSUE_CLAIMS,
            "has '" + claim + "', by which a backend would confer rights on its users");
      }
    }
  }
}
