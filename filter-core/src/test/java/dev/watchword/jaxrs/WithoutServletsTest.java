package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.Tokens;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** JAX-RS runs where no servlet is: with the servlet API on the class path, and without. */
final class WithoutServletsTest {
  private static final String SERVLETS = "jakarta.servlet.";

  private final List<GuardEvent> events = new ArrayList<>();

  @TempDir Path archive;

  static Stream<Arguments> byInstance() {
    return runtimes(BareJersey.ByInstance.class, BareResteasy.ByInstance.class);
  }

  static Stream<Arguments> byClass() {
    return runtimes(BareJersey.ByClass.class, BareResteasy.ByClass.class);
  }

  private static Stream<Arguments> runtimes(Class<?> onJersey, Class<?> onResteasy) {
    RuntimeLoader bareJersey = new RuntimeLoader("resteasy-", "org.jboss.resteasy.", SERVLETS);
    RuntimeLoader bareResteasy = new RuntimeLoader("jersey-", "org.glassfish.jersey.", SERVLETS);
    return Stream.of(
        Arguments.of(RuntimeUnderTest.JERSEY_ON_JETTY.runtime(), onJersey),
        Arguments.of(bareJersey, onJersey),
        Arguments.of(RuntimeUnderTest.RESTEASY_ON_JETTY.runtime(), onResteasy),
        Arguments.of(bareResteasy, onResteasy));
  }

  /** The application has no owner, so there are no settings but those of the configuration. */
  @ParameterizedTest
  @MethodSource("byClass")
  void classWithoutServlets_isGuardedByConfigurationAlone(
      RuntimeLoader loader, Class<? extends Function<Watchword, Function<String[], String>>> how)
      throws Exception {
    Path file = archive.resolve("META-INF/microprofile-config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "watchword.secret=" + JaxrsApp.SECRET + "\nwatchword.public=/rest/who/open");
    Tokens token = JaxrsApp.token().expiringAt(Instant.now().plusSeconds(300));
    Function<String[], String> runtime;
    List<String> lines;
    try (URLClassLoader application =
            new URLClassLoader(new URL[] {archive.toUri().toURL()}, loader);
        OwnLog log = new OwnLog()) {
      runtime = RuntimeLoader.on(application, loader.made(how)).apply(null);
      lines = log.lines;
    }

    assertTrue(runtime.apply(ask("GET", "who", null)).startsWith("401 {"));
    assertTrue(runtime.apply(ask("GET", "who", token.text())).startsWith("200 principal=Caller"));
    assertTrue(runtime.apply(ask("GET", "who/open", null)).startsWith("200 principal=null"));
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("those of the configuration alone")),
        lines::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("watchword.limit.failures is off")),
        lines::toString);
  }

  /** What is logged while this is open. */
  private static final class OwnLog extends Handler implements AutoCloseable {
    private static final Logger OURS = Logger.getLogger("dev.watchword");

    private final Level before = OURS.getLevel();
    private final List<String> lines = new ArrayList<>();

    OwnLog() {
      OURS.setLevel(Level.INFO);
      OURS.addHandler(this);
      OURS.setUseParentHandlers(false);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      OURS.removeHandler(this);
      OURS.setUseParentHandlers(true);
      OURS.setLevel(before);
    }
  }

  @ParameterizedTest
  @MethodSource("byInstance")
  void instanceWithoutServlets_guardsAlike(
      RuntimeLoader loader, Class<? extends Function<Watchword, Function<String[], String>>> how)
      throws Exception {
    JaxrsApp site =
        JaxrsApp.bare()
            .set("public", "/rest/who/open")
            .set("limit.failures", "2/1h")
            .heardBy(events::add);
    try (Watchword watchword = site.watchword()) {
      Function<String[], String> runtime = loader.onThisLoader(loader.inside(how).apply(watchword));

      for (String[] asked :
          List.of(ask("GET", "who", null), ask("GET", "none", null), ask("OPTIONS", "who", null))) {
        String answer = runtime.apply(asked);
        assertTrue(answer.startsWith("401 {"), answer);
      }
      assertEquals(
          "200 principal=Caller name=alice admin=false clerk=false scheme=Bearer"
              + " bean=Caller[default/alice]",
          runtime.apply(ask("GET", "who", JaxrsApp.token().text())));
      assertEquals(
          "200 principal=null name=null admin=false clerk=false scheme=null bean=nobody",
          runtime.apply(ask("GET", "who/open", null)));
      assertEquals(5, events.size(), events::toString);
      for (int i = 0; i < 5; i++) { // no address is known, so no failures are counted
        String answer = runtime.apply(ask("GET", "who", JaxrsApp.token().tampered()));
        assertTrue(answer.startsWith("401 {"), answer);
      }
      assertTrue(events.stream().allMatch(event -> event.address().isEmpty()));
    }
  }

  private static String[] ask(String method, String path, String token) {
    return new String[] {method, path, token == null ? null : "Bearer " + token};
  }
}
