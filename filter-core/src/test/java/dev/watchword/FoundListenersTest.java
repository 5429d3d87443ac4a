package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners that are named in a jar of the application. */
class FoundListenersTest {
  /** Named below. */
  public static final class Heard implements GuardListener {
    private static final List<String> PATHS = new CopyOnWriteArrayList<>();

    @Override
    public void decided(GuardEvent event) {
      PATHS.add(event.path());
    }
  }

  @TempDir Path jar;

  private Watchword startWith(String listener) throws Exception {
    Path services = Files.createDirectories(jar.resolve("META-INF/services"));
    Files.writeString(services.resolve(GuardListener.class.getName()), listener);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(application);
      return Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .clock(() -> Tokens.NOW)
          .secret(TestSecrets.text("listeners"))
          .start();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void listener_hearsOfDecisions() throws Exception {
    Heard.PATHS.clear();
    try (Watchword watchword = startWith(Heard.class.getName())) {
      watchword.guard().check(Requests.get("/heard").facts());
    }
    assertEquals(List.of("/heard"), Heard.PATHS);
  }

  @Test
  void listenerThatCannotBeMade_stopsStart() {
    assertThrows(ServiceConfigurationError.class, () -> startWith("no.such.Listener").close());
  }
}
