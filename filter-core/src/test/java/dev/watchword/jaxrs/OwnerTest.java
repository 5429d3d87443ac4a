package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.Background;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.logging.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose rules and secrets hold: those of the servlet context, unless others are handed in. */
final class OwnerTest {
  private static final String OTHER = TestSecrets.text("owner");

  /** With the filter by its class. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  /** With an instance. */
  public static final class InstanceApp extends ListedApplication {
    public InstanceApp() {
      super(CallerResource.class, GivesInstance.class);
    }
  }

  /** Registers one with a {@code Watchword} of its own, which is never closed. */
  public static final class GivesInstance implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
      context.register(
          new JwtRequestFilter(Watchword.builder().set("watchword.secret", OTHER).start()));
      return true;
    }
  }

  /** By the wall clock: a context cannot be given another clock. */
  private static Tokens token(String secret) {
    return Tokens.good()
        .secret(secret.getBytes(StandardCharsets.US_ASCII))
        .expiringAt(Instant.now().plusSeconds(300));
  }

  private static int status(JaxrsServer server, String path, String secret) throws Exception {
    return server.get(path, JaxrsServer.bearer(token(secret))).status();
  }

  private static JaxrsApp app() {
    return JaxrsApp.of(App.class).onItsOwn();
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void twoContextsOnOneClassLoader_haveTheirOwnRulesAndSecrets(RuntimeUnderTest stage)
      throws Exception {
    JaxrsApp one =
        app()
            .loadedBy(stage.runtime())
            .contextParam("secret", JaxrsApp.SECRET)
            .contextParam("public", "/rest/who");
    JaxrsApp other = app().loadedBy(stage.runtime()).contextParam("secret", OTHER);
    try (JaxrsServer first = one.on(stage);
        JaxrsServer second = other.on(stage)) {
      assertEquals(200, first.get("/who").status());
      assertEquals(401, second.get("/who").status());
      assertEquals(401, status(second, "/who", JaxrsApp.SECRET));
      assertEquals(200, status(second, "/who", OTHER));
      assertEquals(401, status(first, "/who/any", OTHER));
      assertEquals(404, status(first, "/who/any", JaxrsApp.SECRET));
    }
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void contextParams_areRead(RuntimeUnderTest stage) throws Exception {
    JaxrsApp site = app().contextParam("secret", OTHER).contextParam("iss", "https://a.example");
    try (JaxrsServer server = site.on(stage)) {
      Tokens right = token(OTHER).claim("iss", "https://a.example");
      Tokens wrong = token(OTHER).claim("iss", "https://b.example");

      assertEquals(200, server.get("/who", JaxrsServer.bearer(right)).status());
      assertEquals(401, server.get("/who", JaxrsServer.bearer(wrong)).status());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JERSEY_ON_JETTY", "RESTEASY_ON_JETTY"})
  void wrongContextParam_failsStart(RuntimeUnderTest stage) {
    JaxrsApp site = app().contextParam("secret", OTHER).contextParam("leeway", "soon");

    Throwable fault = assertThrows(Throwable.class, () -> site.on(stage).close());

    StringBuilder told = new StringBuilder();
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      told.append(cause).append('\n');
    }
    assertTrue(told.toString().contains("watchword.leeway"), told::toString);
  }

  @ParameterizedTest // requirement 58
  @EnumSource(RuntimeUnderTest.class)
  void wrongContextParam_isReportedOnce(RuntimeUnderTest stage) throws Exception {
    JaxrsApp site = app().contextParam("secret", OTHER).contextParam("leeway", "soon");
    ContainerStarter.silence();
    try (LogCapture log = new LogCapture()) {
      try (JaxrsServer server = site.on(stage)) {
        assertTrue(server.get("/who").status() >= 404);
        assertTrue(server.get("/who").status() >= 404);
      } catch (Exception refused) {
        assertTrue(stage.isOnJetty(), refused::toString);
      }
      assertEquals(1, log.at(Level.SEVERE).size(), log::text);
      assertTrue(log.at(Level.SEVERE).get(0).contains("watchword.leeway"), log::text);
    }
  }

  /** Two of them would charge a request twice. */
  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void servletFilterOfContext_hasSameSettings(RuntimeUnderTest stage) throws Exception {
    JaxrsApp site =
        app()
            .behindServletFilter()
            .contextParam("secret", OTHER)
            .contextParam("rules", "few")
            .contextParam("rule.few", "/rest/who limit 2/1h");
    try (JaxrsServer server = site.on(stage)) {
      assertEquals(200, status(server, "/who", OTHER));
      assertEquals(200, status(server, "/who", OTHER));
      assertEquals(429, status(server, "/who", OTHER));
    }
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void instance_hasWatchwordItWasGiven(RuntimeUnderTest stage) throws Exception {
    JaxrsApp site =
        JaxrsApp.of(InstanceApp.class)
            .onItsOwn()
            .contextParam("secret", JaxrsApp.SECRET)
            .contextParam("public", "/rest/who");
    try (JaxrsServer server = site.on(stage)) {
      assertEquals(401, server.get("/who").status());
      assertEquals(401, status(server, "/who", JaxrsApp.SECRET));
      assertEquals(200, status(server, "/who", OTHER));
    }
  }

  private static JaxrsApp refreshing(JaxrsApp site) {
    return site.onItsOwn().contextParam("secret", OTHER).contextParam("refresh", "1s");
  }

  /** These servers do not look for {@code ContextEnd}, and JAX-RS has no event for its end. */
  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void background_endsWithApplication(RuntimeUnderTest stage) throws Exception {
    Background background = new Background();
    try (JaxrsServer server = refreshing(app()).on(stage)) {
      assertEquals(401, server.get("/who").status());
      assertEquals(2, background.started().size()); // those of one owner
    }
    Background.collect();
    background.assertEnded();
  }

  /** With a resource that stops the start after the filter has found its settings. */
  public static final class Torn extends ListedApplication {
    public Torn() {
      super(CallerResource.class, JwtRequestFilter.class, DeploymentTest.Both.class);
    }
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void background_endsWithStartThatFails(RuntimeUnderTest stage) throws Exception {
    Background background = new Background();
    try (JaxrsServer server = refreshing(JaxrsApp.of(Torn.class)).on(stage)) {
      assertTrue(server.get("/who").status() >= 404);
    } catch (Exception refused) {
      assertTrue(stage.isOnJetty(), refused::toString);
    }
    Background.collect();
    background.assertEnded();
  }
}
