package dev.watchword.auto;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A servlet container with one JAX-RS runtime. The class path of the tests has two runtimes, so
 * each stage loads everything anew without the other one, as a server that has it not.
 */
enum Stage {
  JERSEY_ON_TOMCAT(TomcatSite.class, "resteasy"),
  RESTEASY_ON_TOMCAT(TomcatSite.class, "jersey"),
  JERSEY_ON_JETTY(JettySite.class, "resteasy"),
  RESTEASY_ON_JETTY(JettySite.class, "jersey");

  private final Class<?> site;
  private final String hidden;

  Stage(Class<?> site, String hidden) {
    this.site = site;
    this.hidden = hidden;
  }

  boolean isJersey() {
    return hidden.equals("resteasy");
  }

  /** Starts the application in a directory; throws what the container throws. */
  Site start(Path directory) throws Exception {
    return start(directory, hidden);
  }

  /** The same with the library alone, which declares nothing. */
  Site startWithoutAuto(Path directory) throws Exception {
    Path classes =
        Path.of(AutoGuard.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return start(directory, hidden, classes.toString());
  }

  private Site start(Path directory, String... without) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URLClassLoader world = world(List.of(without));
    thread.setContextClassLoader(world);
    try {
      @SuppressWarnings("unchecked")
      Function<Path, Object[]> starter =
          (Function<Path, Object[]>)
              world.loadClass(site.getName()).getDeclaredConstructor().newInstance();
      Object[] started = starter.apply(directory);
      return new Site((Integer) started[0], (AutoCloseable) started[1], world);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URLClassLoader world(List<String> hidden) {
    URL[] jars =
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .filter(path -> !hidden.contains(path))
            .map(Path::of)
            .filter(path -> hidden.stream().noneMatch(path.getFileName().toString()::startsWith))
            .map(Stage::url)
            .toArray(URL[]::new);
    return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
