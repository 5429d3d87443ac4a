package dev.watchword;

import dev.watchword.settings.ProcessSources;
import dev.watchword.testing.LogCapture;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * A process of the tests' own: its system properties, environment and configuration file, with or
 * without MicroProfile Config. Those of the real process are out of sight while it is open.
 */
public final class ProcessFixture implements AutoCloseable {
  /** Whether somebody implements MicroProfile Config. */
  public enum Kind {
    DIRECT,
    SMALLRYE
  }

  private final Kind kind;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties system = new Properties();
  private final Properties file = new Properties();
  private final ClassLoader realLoader = Thread.currentThread().getContextClassLoader();
  private final ConfigProviderResolver realResolver = ConfigProviderResolver.instance();
  private final URLClassLoader loader;
  private final LogCapture log = new LogCapture();

  public ProcessFixture(Kind kind, Path directory) throws IOException {
    this.kind = kind;
    this.directory = Files.createDirectories(directory);
    this.loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, realLoader);
  }

  public ProcessFixture variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public ProcessFixture systemProperty(String name, String value) {
    system.setProperty(name, value);
    return this;
  }

  public ProcessFixture inFile(String name, String value) {
    file.setProperty(name, value);
    return this;
  }

  public ProcessSources surroundings() throws IOException {
    if (!file.isEmpty()) {
      Files.createDirectories(directory.resolve("META-INF"));
      Path path = directory.resolve("META-INF/microprofile-config.properties");
      try (OutputStream out = Files.newOutputStream(path)) {
        file.store(out, null);
      }
    }
    Thread.currentThread().setContextClassLoader(loader);
    if (kind == Kind.DIRECT) {
      ConfigProviderResolver.setInstance(new NoImplementation());
    } else {
      realResolver.registerConfig(smallRye(), loader);
    }
    return new ProcessSources(environment, system);
  }

  public WatchwordBuilder builder() throws IOException {
    return Watchword.builder().surroundings(surroundings());
  }

  /** What was logged since the scene was opened. */
  public LogCapture log() {
    return log;
  }

  private SmallRyeConfig smallRye() {
    Map<String, String> properties = new HashMap<>();
    system.stringPropertyNames().forEach(name -> properties.put(name, system.getProperty(name)));
    return new SmallRyeConfigBuilder()
        .forClassLoader(loader)
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(properties, "SysPropConfigSource", 400))
        .withSources(new EnvConfigSource(environment, 300))
        .addPropertiesSources()
        .build();
  }

  @Override
  public void close() throws IOException {
    if (kind == Kind.SMALLRYE && Thread.currentThread().getContextClassLoader() == loader) {
      realResolver.releaseConfig(realResolver.getConfig(loader));
    }
    ConfigProviderResolver.setInstance(realResolver);
    Thread.currentThread().setContextClassLoader(realLoader);
    log.close();
    loader.close();
  }

  /** As the API behaves where it finds no implementation. */
  private static final class NoImplementation extends ConfigProviderResolver {
    private static IllegalStateException none() {
      return new IllegalStateException("No ConfigProviderResolver implementation found!");
    }

    @Override
    public Config getConfig() {
      throw none();
    }

    @Override
    public Config getConfig(ClassLoader loader) {
      throw none();
    }

    @Override
    public ConfigBuilder getBuilder() {
      throw none();
    }

    @Override
    public void registerConfig(Config config, ClassLoader loader) {
      throw none();
    }

    @Override
    public void releaseConfig(Config config) {
      throw none();
    }
  }
}
