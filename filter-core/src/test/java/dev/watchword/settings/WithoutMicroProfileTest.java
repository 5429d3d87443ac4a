package dev.watchword.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.ProcessFixture;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of plain Tomcat: no MicroProfile Config, or its API alone. */
class WithoutMicroProfileTest {
  private static final String PROVIDER = "org.eclipse.microprofile.config.ConfigProvider";
  private static final String ISS = "watchword.iss";

  private final LogCapture log = new LogCapture();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir Path directory;

  @BeforeEach
  void setAPropertyOfTheProcess() {
    System.setProperty(ISS, "system property");
  }

  @AfterEach
  void restore() {
    log.close();
    System.clearProperty(ISS);
    Thread.currentThread().setContextClassLoader(before);
  }

  /** Our classes once more, in a loader that sees only those jars of the class path. */
  private URLClassLoader loader(Predicate<String> jars) throws IOException {
    List<URL> urls = new ArrayList<>(List.of(directory.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (jars.test(path.getFileName().toString())) {
        urls.add(path.toUri().toURL());
      }
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  private void writeFile(String secret) throws IOException {
    Path file = directory.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, ISS + "=file\nwatchword.audiences=file\nwatchword.secret=" + secret);
  }

  private static void assertStartsFromTheProcessItself(ClassLoader loader, String secret)
      throws ReflectiveOperationException {
    Class<?> watchword = loader.loadClass("dev.watchword.Watchword");
    Object builder = watchword.getMethod("builder").invoke(null);
    Object started = builder.getClass().getMethod("start").invoke(builder);
    List<?> summary = (List<?>) watchword.getMethod("summary").invoke(started);
    watchword.getMethod("close").invoke(started);
    assertEquals(
        "issuer default: HS256, leeway 30s, iss 'system property', aud file", summary.get(0));
    String key =
        "key usual: ***%s, %s bytes, from META-INF/microprofile-config.properties"
            .formatted(RandomSecrets.fingerprint(secret), secret.length());
    assertTrue(summary.contains(key), summary::toString);
  }

  @Test
  void noMicroProfileApi_readsSameNamesDirectly() throws Exception {
    String secret = RandomSecrets.good() + "${x}";
    writeFile(secret);
    try (URLClassLoader loader =
        loader(jar -> !jar.contains("microprofile") && !jar.contains("smallrye"))) {
      assertThrows(ClassNotFoundException.class, () -> loader.loadClass(PROVIDER));
      assertStartsFromTheProcessItself(loader, secret);
    }
  }

  @Test
  void microProfileApiAlone_readsSameNamesDirectly() throws Exception {
    String secret = RandomSecrets.good() + "${x}";
    writeFile(secret);
    try (URLClassLoader loader = loader(jar -> !jar.contains("smallrye"))) {
      Class<?> provider = loader.loadClass(PROVIDER);
      assertInstanceOf(
          IllegalStateException.class,
          assertThrows(
                  InvocationTargetException.class,
                  () -> provider.getMethod("getConfig").invoke(null))
              .getCause());
      assertStartsFromTheProcessItself(loader, secret);
    }
  }

  @Test
  void malformedPropertiesFile_failsStart() throws IOException {
    try (ProcessFixture scene = new ProcessFixture(ProcessFixture.Kind.DIRECT, directory)) {
      writeFile("\\u12");
      WatchwordBuilder builder = scene.builder();
      assertEquals(
          List.of("META-INF/microprofile-config.properties on the class path cannot be read"),
          assertThrows(SettingsException.class, builder::start).mistakes());
    }
  }
}
