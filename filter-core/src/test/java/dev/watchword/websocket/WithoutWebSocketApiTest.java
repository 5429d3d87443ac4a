package dev.watchword.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.servlet.JwtFilter;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server without the Jakarta WebSocket API, such as plain Jetty. */
class WithoutWebSocketApiTest {
  private static final Path CLASSES =
      Path.of(JwtFilter.class.getProtectionDomain().getCodeSource().getLocation().getPath());

  /** Everything that is on the class path here, but for that API. */
  private static final class Server extends URLClassLoader {
    Server(List<URL> urls) {
      super(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("jakarta.websocket.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  private static Server server() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new Server(urls);
  }

  private static List<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(CLASSES)) {
      return files
          .map(file -> CLASSES.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.replace(".class", "").replace(File.separatorChar, '.'))
          .toList();
    }
  }

  @Test
  void everyOtherClass_isLinkedWithoutApi() throws Exception {
    List<String> failed = new ArrayList<>();
    List<String> all = classes();
    assertTrue(all.size() > 200, "an empty folder would pass");
    try (Server server = server()) {
      for (String name : all) {
        try {
          var unused = Class.forName(name, true, server).getDeclaredMethods();
        } catch (LinkageError needsApi) {
          failed.add(name.replaceAll("\\.\\w+(\\$\\w+)?$", ""));
        }
      }
      assertEquals(List.of("dev.watchword.websocket"), failed.stream().distinct().toList());
      assertThrows(
          NoClassDefFoundError.class,
          () -> Class.forName(WebSocketStreams.class.getName(), true, server));
    }
  }
}
