package dev.watchword.settings;

import dev.watchword.settings.SettingSource.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sources in the order of MicroProfile Config, where nothing implements it: the highest {@code
 * config_ordinal} first, and in each source the name with the active profile ({@code
 * %prod.watchword.iss}) before the bare one.
 */
final class ConfigOrder {
  static final int SYSTEM_PROPERTIES = 400;
  static final int ENVIRONMENT = 300;
  static final int FILE = 100;

  private static final String ORDINAL = "config_ordinal";
  private static final String PROFILE = "mp.config.profile";

  private final List<Ranked> ranked = new ArrayList<>();

  private record Ranked(SettingSource source, int ordinal) {}

  /** Adds a source; of two with the same ordinal the one that was added first is higher. */
  ConfigOrder add(SettingSource source, int usual) {
    ranked.add(new Ranked(source, ordinal(source, usual)));
    return this;
  }

  /** What a source says of its own ordinal, or the usual one. */
  static int ordinal(SettingSource source, int usual) {
    Setting setting = source.find(ORDINAL);
    if (setting == null) {
      return usual;
    }
    String text = setting.value().strip();
    if (!text.matches("-?\\d{1,9}")) {
      throw new SettingsException(
          List.of(ORDINAL + " (" + setting.origin() + ") is '" + text + "'; write a whole number"));
    }
    return Integer.parseInt(text);
  }

  /** The active profile; null for none. */
  @Nullable String profile() {
    return new Settings(sorted()).text(PROFILE);
  }

  /** The sources, highest first. */
  List<SettingSource> sources() {
    String profile = profile();
    return profile == null
        ? sorted()
        : sorted().stream().<SettingSource>map(source -> new Profiled(source, profile)).toList();
  }

  private List<SettingSource> sorted() {
    return ranked.stream()
        .sorted(Comparator.comparingInt(Ranked::ordinal).reversed())
        .map(Ranked::source)
        .toList();
  }

  private record Profiled(SettingSource source, String profile) implements SettingSource {
    @Override
    public @Nullable Setting find(String name) {
      Setting ofProfile = source.find("%" + profile + "." + name);
      return ofProfile == null ? source.find(name) : ofProfile;
    }

    @Override
    public Collection<String> names() {
      return ProfileNames.under(profile, source.names());
    }
  }
}
