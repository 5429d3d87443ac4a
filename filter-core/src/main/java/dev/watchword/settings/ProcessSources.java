package dev.watchword.settings;

import dev.watchword.settings.SettingSource.Setting;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the application: MicroProfile Config where there is one, else the same names and
 * precedence read directly: system properties, environment, {@code
 * META-INF/microprofile-config.properties}, with ordinals and profiles.
 */
public final class ProcessSources {
  private static final String FILE = "META-INF/microprofile-config.properties";

  private final Environment environment;
  private final Properties system;
  private final @Nullable SettingSource file;

  public ProcessSources(Map<String, String> environment, Properties system) {
    this(environment, system, null);
  }

  /**
   * As an application has it whose only configuration file is this one, without MicroProfile
   * Config.
   */
  public ProcessSources(
      Map<String, String> environment, Properties system, @Nullable SettingSource file) {
    this.environment = new Environment(environment);
    this.system = system;
    this.file = file;
  }

  public static ProcessSources ofThisProcess() {
    return new ProcessSources(System.getenv(), System.getProperties());
  }

  /** The sources in their order, highest first. */
  public List<SettingSource> sources() {
    if (file != null) {
      return direct();
    }
    try {
      return List.of(new MicroProfileSource(this));
    } catch (LinkageError | IllegalStateException noMicroProfileConfig) {
      return direct();
    }
  }

  /** The same below those, and the names of MicroProfile JWT below all. */
  public List<SettingSource> below(SettingSource highest, List<SettingSource> others) {
    List<SettingSource> all = new ArrayList<>(List.of(highest));
    all.addAll(others);
    all.addAll(sources());
    all.add(new MpJwtSource(List.copyOf(all)));
    return all;
  }

  List<SettingSource> direct() {
    ConfigOrder order =
        new ConfigOrder()
            .add(systemProperties(), ConfigOrder.SYSTEM_PROPERTIES)
            .add(environment, ConfigOrder.ENVIRONMENT);
    if (file != null) {
      return order.add(file, ConfigOrder.FILE).sources();
    }
    List<URL> files = files();
    files.forEach(url -> order.add(read(url), ConfigOrder.FILE));
    String profile = order.profile();
    if (profile != null) {
      files.forEach(url -> addOfProfile(order, url, profile));
    }
    return order.sources();
  }

  private SettingSource systemProperties() {
    return new SettingSource() {
      @Override
      public @Nullable Setting find(String name) {
        String value = system.getProperty(name);
        return value == null ? null : new Setting(value, "system property", false);
      }

      @Override
      public Collection<String> names() {
        return propertyNames();
      }
    };
  }

  /** Names of ours; {@link #unknownNames} has the others. */
  private List<String> propertyNames() {
    return system.stringPropertyNames().stream()
        .filter(name -> Property.isKnown(ProfileNames.withoutProfile(name)))
        .toList();
  }

  /** Names of ours that system properties and the environment set, those for profiles as well. */
  List<String> names() {
    return Stream.concat(propertyNames().stream(), environment.names().stream()).toList();
  }

  /** The variable that sets a name by MicroProfile's rule; null where none does. */
  @Nullable String variableOf(String name) {
    return environment.variableOf(name);
  }

  /** Whether a variable that ends in {@code _FILE} is what sets a name. */
  boolean isFileVariable(String name) {
    return environment.isFileVariable(name);
  }

  boolean sets(String name) {
    return system.getProperty(name) != null || variableOf(name) != null;
  }

  /**
   * Names from outside that look like ours and can mean no property. They only warn: Kubernetes
   * injects {@code WATCHWORD_PORT} for a service that is called watchword.
   */
  public List<String> unknownNames() {
    List<String> unknown = new ArrayList<>();
    for (String name : system.stringPropertyNames()) {
      if (name.startsWith(Property.PREFIX) && !Property.isKnown(name)) {
        unknown.add("system property " + name);
      }
    }
    environment.unknown().forEach(name -> unknown.add("environment variable " + name));
    return unknown.stream().sorted().toList();
  }

  /** Variables that mean a property of one of our issuers, if there is such an issuer. */
  public List<String> ambiguousVariables() {
    return environment.ambiguous();
  }

  private static List<URL> files() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Collections.list(
          loader == null ? ClassLoader.getSystemResources(FILE) : loader.getResources(FILE));
    } catch (IOException unreadable) {
      throw unreadable();
    }
  }

  /** {@code microprofile-config-prod.properties} beside a file, which it overrides. */
  private static void addOfProfile(ConfigOrder order, URL file, String profile) {
    try {
      URL url = new URL(file.toString().replaceFirst("\\.properties$", "-" + profile + "$0"));
      order.add(load(url), ConfigOrder.ordinal(read(file), ConfigOrder.FILE) + 1);
    } catch (IOException noSuchFile) {
      // as for most profiles
    }
  }

  private static SettingSource read(URL file) {
    try {
      return load(file);
    } catch (IOException unreadable) {
      throw unreadable();
    }
  }

  private static SettingSource load(URL file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
      properties.load(FileText.withoutMark(in));
    } catch (IllegalArgumentException badEscape) {
      throw unreadable();
    }
    Map<String, String> values = new HashMap<>();
    properties.stringPropertyNames().forEach(n -> values.put(n, properties.getProperty(n)));
    return SettingSource.of(FILE, true, values);
  }

  private static SettingsException unreadable() {
    return new SettingsException(List.of(FILE + " on the class path cannot be read"));
  }
}
