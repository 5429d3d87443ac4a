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
  public static final class App extends Listing {
    public App() {
      super(WhoAmI.class, JwtRequestFilter.class);
    }
  }

  /** With an instance. */
  public static final class InstanceApp extends Listing {
    public InstanceApp() {
      super(WhoAmI.class, GivesInstance.class);
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

  /** By the wall clock, for nobody can give a clock to a context. */
  private static Tokens token(String secret) {
    return Tokens.good()
        .secret(secret.getBytes(StandardCharsets.US_ASCII))
        .expiringAt(Instant.now().plusSeconds(300));
  }

  private static int status(RestServer server, String path, String secret) throws Exception {
    return server.get(path, RestServer.bearer(token(secret))).status();
  }

  private static RestSite app() {
    return RestSite.of(App.class).onItsOwn();
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void twoContextsOnOneClassLoader_haveTheirOwnRulesAndSecrets(Stage stage) throws Exception {
    RestSite one =
        app()
            .loadedBy(stage.runtime())
            .contextParam("secret", RestSite.SECRET)
            .contextParam("public", "/rest/who");
    RestSite other = app().loadedBy(stage.runtime()).contextParam("secret", OTHER);
    try (RestServer first = one.on(stage);
        RestServer second = other.on(stage)) {
      assertEquals(200, first.get("/who").status());
      assertEquals(401, second.get("/who").status());
      assertEquals(401, status(second, "/who", RestSite.SECRET));
      assertEquals(200, status(second, "/who", OTHER));
      assertEquals(401, status(first, "/who/any", OTHER));
      assertEquals(404, status(first, "/who/any", RestSite.SECRET));
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void contextParams_areRead(Stage stage) throws Exception {
    RestSite site = app().contextParam("secret", OTHER).contextParam("iss", "https://a.example");
    try (RestServer server = site.on(stage)) {
      Tokens right = token(OTHER).claim("iss", "https://a.example");
      Tokens wrong = token(OTHER).claim("iss", "https://b.example");

      assertEquals(200, server.get("/who", RestServer.bearer(right)).status());
      assertEquals(401, server.get("/who", RestServer.bearer(wrong)).status());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JERSEY_ON_JETTY", "RESTEASY_ON_JETTY"})
  void aWrongContextParam_stopsTheStart(Stage stage) {
    RestSite site = app().contextParam("secret", OTHER).contextParam("leeway", "soon");

    Throwable fault = assertThrows(Throwable.class, () -> site.on(stage).close());

    StringBuilder told = new StringBuilder();
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      told.append(cause).append('\n');
    }
    assertTrue(told.toString().contains("watchword.leeway"), told::toString);
  }

  @ParameterizedTest // requirement 58
  @EnumSource(Stage.class)
  void aWrongContextParam_isToldOnce(Stage stage) throws Exception {
    RestSite site = app().contextParam("secret", OTHER).contextParam("leeway", "soon");
    Servers.silence();
    try (LogCapture log = new LogCapture()) {
      try (RestServer server = site.on(stage)) {
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
  @EnumSource(Stage.class)
  void theServletFilterOfTheContext_hasTheSame(Stage stage) throws Exception {
    RestSite site =
        app()
            .behindServletFilter()
            .contextParam("secret", OTHER)
            .contextParam("rules", "few")
            .contextParam("rule.few", "/rest/who limit 2/1h");
    try (RestServer server = site.on(stage)) {
      assertEquals(200, status(server, "/who", OTHER));
      assertEquals(200, status(server, "/who", OTHER));
      assertEquals(429, status(server, "/who", OTHER));
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void anInstance_hasWhatItWasGiven(Stage stage) throws Exception {
    RestSite site =
        RestSite.of(InstanceApp.class)
            .onItsOwn()
            .contextParam("secret", RestSite.SECRET)
            .contextParam("public", "/rest/who");
    try (RestServer server = site.on(stage)) {
      assertEquals(401, server.get("/who").status());
      assertEquals(401, status(server, "/who", RestSite.SECRET));
      assertEquals(200, status(server, "/who", OTHER));
    }
  }

  private static RestSite refreshing(RestSite site) {
    return site.onItsOwn().contextParam("secret", OTHER).contextParam("refresh", "1s");
  }

  /** These servers do not look for {@code ContextEnd}, and JAX-RS tells nobody that it ends. */
  @ParameterizedTest
  @EnumSource(Stage.class)
  void theBackground_endsWithTheApplication(Stage stage) throws Exception {
    Background background = new Background();
    try (RestServer server = refreshing(app()).on(stage)) {
      assertEquals(401, server.get("/who").status());
      assertEquals(2, background.started().size()); // those of one owner
    }
    Background.collect();
    background.assertEnded();
  }

  /** With a resource that stops the start after the filter has found its settings. */
  public static final class Torn extends Listing {
    public Torn() {
      super(WhoAmI.class, JwtRequestFilter.class, DeploymentTest.Both.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void theBackground_endsWithAStartThatFails(Stage stage) throws Exception {
    Background background = new Background();
    try (RestServer server = refreshing(RestSite.of(Torn.class)).on(stage)) {
      assertTrue(server.get("/who").status() >= 404);
    } catch (Exception refused) {
      assertTrue(stage.isOnJetty(), refused::toString);
    }
    Background.collect();
    background.assertEnded();
  }
}
