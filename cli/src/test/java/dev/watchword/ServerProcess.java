package dev.watchword;

import dev.watchword.settings.ProcessSources;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SysPropConfigSource;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * The process of a server: an environment of its own, this process's system properties, and {@code
 * META-INF/microprofile-config.properties} of a folder on its class path.
 */
public final class ServerProcess implements AutoCloseable {
  private final Map<String, String> environment;
  private final ClassLoader realLoader = Thread.currentThread().getContextClassLoader();
  private final ConfigProviderResolver realResolver = ConfigProviderResolver.instance();
  private final URLClassLoader loader;

  /** {@code smallRye}: whether it has an implementation of MicroProfile Config. */
  public ServerProcess(boolean smallRye, Map<String, String> environment, Path folder)
      throws IOException {
    this.environment = environment;
    this.loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, realLoader);
    Thread.currentThread().setContextClassLoader(loader);
    if (smallRye) {
      realResolver.registerConfig(
          new SmallRyeConfigBuilder()
              .forClassLoader(loader)
              .addDefaultInterceptors()
              .withSources(new SysPropConfigSource(), new EnvConfigSource(environment, 300))
              .addPropertiesSources()
              .build(),
          loader);
    } else {
      ConfigProviderResolver.setInstance(new NoImplementation());
    }
  }

  public WatchwordBuilder builder() {
    return Watchword.builder()
        .surroundings(new ProcessSources(environment, System.getProperties()));
  }

  @Override
  public void close() throws IOException {
    if (ConfigProviderResolver.instance() == realResolver) {
      realResolver.releaseConfig(realResolver.getConfig(loader));
    }
    ConfigProviderResolver.setInstance(realResolver);
    Thread.currentThread().setContextClassLoader(realLoader);
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
    public Config getConfig(ClassLoader unused) {
      throw none();
    }

    @Override
    public ConfigBuilder getBuilder() {
      throw none();
    }

    @Override
    public void registerConfig(Config config, ClassLoader unused) {
      throw none();
    }

    @Override
    public void releaseConfig(Config config) {
      throw none();
    }
  }
}
