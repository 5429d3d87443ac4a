package dev.watchword.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One place from which settings come. */
public interface SettingSource {
  /** The value as written, without any expansion, and where it stood; null where it is not set. */
  @Nullable Setting find(String name);

  /**
   * Every name set here that begins with {@code watchword.}; an unknown one is a mistake, and so is
   * one that nothing uses. Those for a profile ({@code %prod.watchword.iss}) may be among them.
   */
  Collection<String> names();

  /**
   * A value and where it came from.
   *
   * @param origin words for the operator, such as {@code system property}
   * @param packaged whether it is part of the application's archive, where a secret should not be
   */
  record Setting(String value, String origin, boolean packaged) {
    /** The origin alone: the value may be a secret. */
    @Override
    public String toString() {
      return "Setting[*** from " + origin + "]";
    }
  }

  /** A source of fixed values. */
  static SettingSource of(String origin, boolean packaged, Map<String, String> values) {
    Map<String, Setting> kept = new HashMap<>(); // whose values do not print themselves
    values.forEach((name, value) -> kept.put(name, new Setting(value, origin, packaged)));
    return new SettingSource() {
      @Override
      public @Nullable Setting find(String name) {
        return kept.get(name);
      }

      @Override
      public Collection<String> names() {
        return kept.keySet().stream()
            .filter(name -> ProfileNames.withoutProfile(name).startsWith(Property.PREFIX))
            .toList();
      }
    };
  }
}
