package dev.watchword.jaxrs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;

/**
 * One JAX-RS runtime by itself, as in a WAR that brings it. The tests' class path has two, and both
 * register as the {@code RuntimeDelegate}. The JAX-RS API, the runtime and this package are loaded
 * anew; everything else, the guard included, is shared with the tests.
 */
final class RuntimeLoader extends ClassLoader {
  private static final List<String> OWN =
      List.of(
          "jakarta.ws.rs.", "org.glassfish.jersey.", "org.jboss.resteasy.", "dev.watchword.jaxrs.");

  private final ClassLoader tests = RuntimeLoader.class.getClassLoader();
  private final List<String> hiddenPackages;
  private final String hiddenJars;

  /**
   * A loader.
   *
   * @param hiddenJars how the names of those jars begin whose resources are not seen
   */
  RuntimeLoader(String hiddenJars, String... hiddenPackages) {
    super(ClassLoader.getPlatformClassLoader());
    this.hiddenJars = "/" + hiddenJars;
    this.hiddenPackages = List.of(hiddenPackages);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (hiddenPackages.stream().anyMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    if (OWN.stream().noneMatch(name::startsWith)) {
      return tests.loadClass(name);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream code = tests.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = code.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException fault) {
      throw new ClassNotFoundException(name, fault);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return Collections.enumeration(
        Collections.list(tests.getResources(name)).stream()
            .filter(url -> !url.getPath().contains(hiddenJars))
            .toList());
  }

  @Override
  public URL getResource(String name) {
    try {
      Enumeration<URL> all = getResources(name);
      return all.hasMoreElements() ? all.nextElement() : null;
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
  }

  /**
   * A function of this package, by its class, where that runtime is the only one there is. It is
   * called on this class loader, as a container would.
   */
  <T, R> Function<T, R> inside(Class<? extends Function<T, R>> function) throws Exception {
    return onThisLoader(made(function));
  }

  /** The same, on whatever class loader it is called. */
  <T, R> Function<T, R> made(Class<? extends Function<T, R>> function) throws Exception {
    Object instance = loadClass(function.getName()).getDeclaredConstructor().newInstance();
    @SuppressWarnings("unchecked")
    Function<T, R> made = (Function<T, R>) instance;
    return made;
  }

  <T, R> Function<T, R> onThisLoader(Function<T, R> function) {
    return on(this, function);
  }

  static <T, R> Function<T, R> on(ClassLoader loader, Function<T, R> function) {
    return argument -> {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(loader);
      try {
        return function.apply(argument);
      } finally {
        thread.setContextClassLoader(before);
      }
    };
  }
}
