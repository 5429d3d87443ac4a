package dev.watchword.settings;

import dev.watchword.settings.SettingSource.Setting;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a blank value means, such as a template makes of a variable that has none. Mostly it is as
 * none; but it must not take a restriction away, nor give more than was asked for.
 */
final class BlankValues {
  private static final Set<Property> RESTRICTIONS =
      EnumSet.of(
          Property.ISS,
          Property.AUDIENCES,
          Property.CLAIMS,
          Property.MAXAGE,
          Property.MAXLIFETIME,
          Property.FROM,
          Property.UNTIL,
          Property.IDENTITY_UNTIL,
          Property.LIMIT_PUBLIC,
          Property.LIMIT);

  private static final Set<Property> LISTS = EnumSet.of(Property.AUDIENCES, Property.CLAIMS);

  private static final Set<Property> PERMISSIONS =
      EnumSet.of(
          Property.GRANTS,
          Property.ISSUE_CLAIMS,
          Property.IDENTITY_SIGNED,
          Property.IDENTITY_CLIENT,
          Property.IDENTITY_HASHES,
          Property.CORS_HEADERS);

  private BlankValues() {}

  /** Complains where a property that should restrict something is set, and blank. */
  static void check(Settings settings, Property property, String name) {
    if (!RESTRICTIONS.contains(property)) {
      return;
    }
    Setting setting = settings.find(name);
    if (setting != null && isBlank(property, setting.value())) {
      settings.mistake(
          name, "is blank, and so restricts nothing; write a value, or take the name away");
    }
  }

  private static boolean isBlank(Property property, String value) {
    return (LISTS.contains(property) ? value.replace(',', ' ') : value).isBlank();
  }

  /** Whether a blank value permits nothing, rather than what is usual. */
  static boolean isNone(Property property) {
    return PERMISSIONS.contains(property);
  }
}
