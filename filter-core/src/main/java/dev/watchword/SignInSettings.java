package dev.watchword;

import dev.watchword.http.SignInRules;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the settings say about the sign-in of a portal. */
final class SignInSettings {
  private SignInSettings() {}

  /** The rules; null where a mistake was noted. */
  static @Nullable SignInRules read(Section section) {
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
