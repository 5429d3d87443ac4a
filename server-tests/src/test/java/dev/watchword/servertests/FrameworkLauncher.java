package dev.watchword.servertests;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Runs an application of a framework until its standard input ends. Arguments: the name of its
 * class, the directory that has it in {@code classes} and what it needs in {@code lib}, a working
 * directory, the context path, and the directory of a WAR whose classes it has besides.
 */
final class FrameworkLauncher {
  private FrameworkLauncher() {}

  public static void main(String[] args) throws Exception {
    List<URL> urls = new ArrayList<>();
    urls.add(url(Path.of(args[1], "classes")));
    urls.add(url(Path.of(args[4], "WEB-INF/classes")));
    try (Stream<Path> jars = Files.list(Path.of(args[1], "lib"))) {
      jars.forEach(jar -> urls.add(url(jar)));
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    @SuppressWarnings("unchecked")
    ToIntFunction<String> site =
        (ToIntFunction<String>) loader.loadClass(args[0]).getConstructor().newInstance();
    System.out.println("ready " + site.applyAsInt(args[3]));
    while (System.in.read() >= 0) {
      // the process that started this one is still there
    }
    System.exit(0);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }
}
