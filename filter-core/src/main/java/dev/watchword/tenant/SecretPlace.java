package dev.watchword.tenant;

import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.SettingSource.Setting;
import dev.watchword.settings.Settings;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the secret of a section is set: as itself, or in what its location names.
 *
 * @param property the one of the two that is set
 */
record SecretPlace(Section section, Property property, Setting setting) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)\\}");

  /** Whether a secret or a file of one is set in a section. */
  static boolean isSet(Section section) {
    return section.isSet(Property.SECRET) || section.isSet(Property.SECRET_LOCATION);
  }

  /**
   * The place; null where there is none or more than one, which then is noted.
   *
   * @param remedy what to do where nothing is set
   */
  static @Nullable SecretPlace of(Section section, String remedy) {
    Settings settings = section.settings();
    String name = section.name(Property.SECRET);
    String locationName = section.name(Property.SECRET_LOCATION);
    Setting inline = unlessOutranked(settings, name, locationName);
    Setting location = unlessOutranked(settings, locationName, name);
    if (inline != null && location != null) {
      settings.mistake(name, "and " + locationName + " are both set; keep one of them");
      return null;
    }
    if (location != null) {
      return new SecretPlace(section, Property.SECRET_LOCATION, location);
    }
    if (inline == null) {
      settings.mistake(name + " is not set. " + remedy + ", and give the same text to both sides");
      return null;
    }
    return new SecretPlace(section, Property.SECRET, inline);
  }

  /**
   * Whether there is no secret, as where an operator has taken it away: it is not set, or blank, or
   * its file is not there or is blank, or its folder is empty.
   */
  static boolean isGone(Section section) {
    Settings settings = section.settings();
    String name = section.name(Property.SECRET);
    String locationName = section.name(Property.SECRET_LOCATION);
    Setting inline = unlessOutranked(settings, name, locationName);
    Setting location = unlessOutranked(settings, locationName, name);
    return (inline == null || inline.value().isBlank())
        && (location == null || isGone(location.value().strip()));
  }

  private static boolean isGone(String location) {
    return KeyFolder.isOne(location) ? KeyFolder.isEmpty(location) : SecretFile.isGone(location);
  }

  private static @Nullable Setting unlessOutranked(Settings settings, String one, String two) {
    return settings.outranks(two, one) ? null : settings.find(one);
  }

  /** The folder that is named; null where it is none. */
  @Nullable String folder() {
    String location = setting.value().strip();
    return property == Property.SECRET_LOCATION && KeyFolder.isOne(location) ? location : null;
  }

  /**
   * The text of the secret, as the operator wrote it; null where it cannot be read, which then is
   * noted.
   *
   * @param files tells the text of a file by its location
   */
  @Nullable Setting text(UnaryOperator<String> files) {
    if (property == Property.SECRET) {
      return section.read(property, setting.value(), value -> expanded());
    }
    String origin = "file named by " + setting.origin();
    return section.read(
        property, setting.value().strip(), path -> new Setting(files.apply(path), origin, false));
  }

  /**
   * Only a value that is wholly {@code ${NAME}} is expanded; anything else is the secret itself.
   */
  private Setting expanded() {
    Matcher reference = REFERENCE.matcher(setting.value());
    if (!reference.matches()) {
      return setting;
    }
    Setting target = section.settings().find(reference.group(1));
    if (target == null) {
      throw new IllegalArgumentException("it names " + setting.value() + ", which is not set");
    }
    return target;
  }

  @Override
  public String toString() {
    return "SecretPlace[" + section.name(property) + "]";
  }
}
