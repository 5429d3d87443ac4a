package dev.watchword.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The only class that touches MicroProfile Config, loaded only when it is asked for. Values are
 * read raw: MicroProfile would expand {@code ${...}} inside a secret and eat its backslashes.
 */
public final class MicroProfileSource implements SettingSource {
  private final Config config;
  private final ProcessSources surroundings;

  /**
   * Throws {@code LinkageError} without the API and {@code IllegalStateException} without an
   * implementation.
   */
  MicroProfileSource(ProcessSources surroundings) {
    this.config = ConfigProvider.getConfig();
    this.surroundings = surroundings;
  }

  @Override
  public @Nullable Setting find(String name) {
    String variable = surroundings.variableOf(name);
    ConfigValue value = rawValue(name);
    if (variable != null && surroundings.isFileVariable(name)) {
      value = higher(value, rawValue(Environment.asFile(name)));
    }
    String raw = value == null ? null : value.getRawValue();
    if (value == null || raw == null) {
      return null;
    }
    String source = String.valueOf(value.getSourceName());
    String origin =
        variable != null && isEnvironment(value) ? "environment variable " + variable : source;
    return new Setting(raw, origin, source.contains("META-INF"));
  }

  /** The second only where it is a variable of the environment, and above the first. */
  private static @Nullable ConfigValue higher(
      @Nullable ConfigValue location, @Nullable ConfigValue file) {
    if (file == null || !isEnvironment(file)) {
      return location;
    }
    boolean isAbove =
        location == null
            || location.getRawValue() == null
            || location.getSourceOrdinal() < file.getSourceOrdinal();
    return isAbove ? file : location;
  }

  private static boolean isEnvironment(ConfigValue value) {
    return String.valueOf(value.getSourceName()).contains("Env");
  }

  /** An implementation may fail on an expression that it cannot expand, without being asked to. */
  private @Nullable ConfigValue rawValue(String name) {
    try {
      return config.getConfigValue(name);
    } catch (RuntimeException expansionFailed) {
      for (ConfigSource source : config.getConfigSources()) {
        String value = source.getValue(name);
        if (value != null) {
          return new Unexpanded(name, value, source);
        }
      }
      return null;
    }
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>(surroundings.names());
    for (ConfigSource source : config.getConfigSources()) {
      for (String name : source.getPropertyNames()) {
        boolean ours = ProfileNames.withoutProfile(name).startsWith(Property.PREFIX);
        if (ours && !surroundings.sets(name)) {
          names.add(name);
        }
      }
    }
    ConfigValue profile = rawValue("mp.config.profile");
    return ProfileNames.under(profile == null ? null : profile.getRawValue(), names);
  }

  private record Unexpanded(String name, String value, ConfigSource source) implements ConfigValue {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String getValue() {
      return value;
    }

    @Override
    public String getRawValue() {
      return value;
    }

    @Override
    public String getSourceName() {
      return source.getName();
    }

    @Override
    public int getSourceOrdinal() {
      return source.getOrdinal();
    }

    @Override
    public String toString() {
      return "Unexpanded[" + name + "]";
    }
  }
}
