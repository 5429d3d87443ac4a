package dev.watchword;

import dev.watchword.http.SignInRules;
import dev.watchword.settings.NeededValues;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the settings say about the sign-in of a portal. */
final class SignInSettings {
  private SignInSettings() {}

  /**
   * The rules; null where a mistake was noted.
   *
   * @param mayBegin whether some issuer has sessions, or one may come that has
   */
  static @Nullable SignInRules read(Section section, boolean mayBegin) {
    for (Property property : List.of(Property.SSO_ORIGINS, Property.SSO_COOKIE)) {
      NeededValues.check(section, property, mayBegin, Property.IDENTITY_SESSION);
    }
    Set<String> origins = section.origins(Property.SSO_ORIGINS);
    for (String origin : origins) {
      if (!origin.startsWith("https://") && !origin.startsWith("http://")) {
        section.mistake(Property.SSO_ORIGINS, "has '" + origin + "', which has no web pages");
      }
    }
    return section.read(Property.SSO_COOKIE, name -> new SignInRules(origins, name));
  }

  /** Sentences for the operator. */
  static List<String> summary(SignInRules rules) {
    if (rules.origins().isEmpty()) {
      return List.of();
    }
    String origins = String.join(", ", new TreeSet<>(rules.origins()));
    return List.of("sign-ins at /sso may lead to pages of " + origins);
  }
}
