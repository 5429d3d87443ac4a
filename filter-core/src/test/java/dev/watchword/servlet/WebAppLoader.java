package dev.watchword.servlet;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads our classes and what they bring anew, as a WAR does; the servlet API is the server's. There
 * is no MicroProfile Config, whose implementation would keep every class loader for good here.
 */
final class WebAppLoader extends URLClassLoader {
  private static final List<String> OWN =
      List.of(
          "dev.watchword.",
          "com.auth0.",
          "com.fasterxml.",
          "io.github.bucket4j.",
          "com.github.benmanes.");

  private static final String MICROPROFILE = "org.eclipse.microprofile.";

  WebAppLoader() throws MalformedURLException {
    super(classPath(), WebAppLoader.class.getClassLoader());
  }

  private static URL[] classPath() throws MalformedURLException {
    List<String> entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).toList();
    URL[] urls = new URL[entries.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(entries.get(i)).toUri().toURL();
    }
    return urls;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(MICROPROFILE)) {
      throw new ClassNotFoundException(name);
    }
    if (OWN.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
