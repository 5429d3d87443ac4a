package dev.watchword.settings;

import dev.watchword.settings.SettingSource.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the application: MicroProfile Config where there is one, else the same names and
 * precedence read directly: system properties, environment, {@code
 * META-INF/microprofile-config.properties}.
 */
public final class ProcessSources {
  private static final String FILE = "META-INF/microprofile-config.properties";
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

  private final Map<String, String> environment;
  private final Properties system;

  public ProcessSources(Map<String, String> environment, Properties system) {
    this.environment = Map.copyOf(environment);
    this.system = system;
  }

  public static ProcessSources ofThisProcess() {
    return new ProcessSources(System.getenv(), System.getProperties());
  }

  /** The sources in their order, highest first. */
  public List<SettingSource> sources() {
    try {
      return List.of(new MicroProfileSource(this));
    } catch (LinkageError | IllegalStateException noMicroProfileConfig) {
      return direct();
    }
  }

  List<SettingSource> direct() {
    List<SettingSource> sources = new ArrayList<>(List.of(systemProperties(), variables()));
    sources.addAll(files());
    return sources;
  }

  private SettingSource systemProperties() {
    return new Lenient(
        name -> {
          String value = system.getProperty(name);
          return value == null ? null : new Setting(value, "system property", false);
        });
  }

  private SettingSource variables() {
    return new Lenient(
        name -> {
          String variable = variableOf(name);
          return variable == null
              ? null
              : new Setting(
                  environment.getOrDefault(variable, ""),
                  "environment variable " + variable,
                  false);
        });
  }

  /** The variable that sets a name by MicroProfile's rule; null where none does. */
  @Nullable String variableOf(String name) {
    String underscored = NOT_ALPHANUMERIC.matcher(name).replaceAll("_");
    for (String variable : List.of(name, underscored, underscored.toUpperCase(Locale.ROOT))) {
      if (environment.containsKey(variable)) {
        return variable;
      }
    }
    return null;
  }

  boolean sets(String name) {
    return system.getProperty(name) != null || variableOf(name) != null;
  }

  /**
   * Names from outside that look like ours and are unknown. They only warn: Kubernetes injects
   * {@code WATCHWORD_PORT} for a service that is called watchword.
   */
  public List<String> unknownNames() {
    List<String> unknown = new ArrayList<>();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(Property.PREFIX) && !Property.isKnown(name)) {
        unknown.add("system property " + name);
      }
    }
    for (String variable : environment.keySet()) {
      String name = variable.toLowerCase(Locale.ROOT).replace('_', '.');
      if (name.startsWith(Property.PREFIX) && !Property.isKnown(name)) {
        unknown.add("environment variable " + variable);
      }
    }
    return unknown.stream().sorted().toList();
  }

  private static List<SettingSource> files() {
    List<SettingSource> files = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Enumeration<URL> urls =
          loader == null ? ClassLoader.getSystemResources(FILE) : loader.getResources(FILE);
      while (urls.hasMoreElements()) {
        Properties properties = new Properties();
        try (InputStream in = urls.nextElement().openStream()) {
          properties.load(in);
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
        files.add(SettingSource.of(FILE, true, values));
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new SettingsException(List.of(FILE + " on the class path cannot be read"));
    }
    return files;
  }

  /** A source whose names are not checked here, but by {@link #unknownNames}. */
  private record Lenient(java.util.function.Function<String, @Nullable Setting> lookup)
      implements SettingSource {
    @Override
    public @Nullable Setting find(String name) {
      return lookup.apply(name);
    }

    @Override
    public Collection<String> names() {
      return List.of();
    }
  }
}
