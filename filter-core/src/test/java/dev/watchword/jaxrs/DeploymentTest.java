package dev.watchword.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.jaxrs.JaxrsServer.Reply;
import dev.watchword.jaxrs.scanned.ScannedApplication;
import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.Tokens;
import jakarta.annotation.Priority;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the filter comes into an application, and what stops one from starting. */
final class DeploymentTest {
  @TempDir java.nio.file.Path archive;

  /** The application. */
  public static final class App extends ListedApplication {
    public App() {
      super(CallerResource.class, JwtRequestFilter.class);
    }
  }

  /** With a method that says two things. */
  public static final class Torn extends ListedApplication {
    public Torn() {
      super(Both.class, CallerResource.class, JwtRequestFilter.class);
    }
  }

  /** With a filter that could run after ours. */
  public static final class Ending extends ListedApplication {
    public Ending() {
      super(CallerResource.class, AtTheEnd.class, JwtRequestFilter.class);
    }
  }

  /** As late as can be. */
  @PreMatching
  @Priority(Integer.MAX_VALUE)
  public static final class AtTheEnd implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {}
  }

  /** The same by the number that it is registered with. */
  public static final class EndingByNumber extends ListedApplication {
    public EndingByNumber() {
      super(CallerResource.class, RegistersAtTheEnd.class, JwtRequestFilter.class);
    }
  }

  /** Registers one. */
  public static final class RegistersAtTheEnd implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
      context.register(new Plain(), Integer.MAX_VALUE);
      return true;
    }
  }

  /** With a filter that could run before ours. */
  public static final class Beginning extends ListedApplication {
    public Beginning() {
      super(CallerResource.class, AtTheBeginning.class, JwtRequestFilter.class);
    }
  }

  /** As early as can be. */
  @PreMatching
  @Priority(Integer.MIN_VALUE)
  public static final class AtTheBeginning implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {}
  }

  /** The same by the number that it is registered with. */
  public static final class BeginningByNumber extends ListedApplication {
    public BeginningByNumber() {
      super(CallerResource.class, RegistersAtTheBeginning.class, JwtRequestFilter.class);
    }
  }

  /** Registers one. */
  public static final class RegistersAtTheBeginning implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
      context.register(new Plain(), Integer.MIN_VALUE);
      return true;
    }
  }

  /** Of no priority itself. */
  @PreMatching
  public static final class Plain implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {}
  }

  /** Where nothing but the filter itself is registered. */
  public static final class Halved extends ListedApplication {
    public Halved() {
      super(CallerResource.class, NamesContracts.class);
    }
  }

  /** Names one of the two contracts. */
  public static final class NamesContracts implements Feature {
    @Override
    public boolean configure(FeatureContext context) {
      context.register(JwtRequestFilter.class, ContainerRequestFilter.class);
      return true;
    }
  }

  /** Open to all and closed to all. */
  @Path("both")
  public static final class Both {
    @GET
    @PermitAll
    @DenyAll
    public String get() {
      return "REACHED";
    }
  }

  private URL properties(String text) throws IOException {
    java.nio.file.Path directory = Files.createDirectories(archive.resolve("META-INF"));
    Files.writeString(directory.resolve("microprofile-config.properties"), text);
    return archive.toUri().toURL();
  }

  /** The class in the application and a secret in the configuration are all it takes. */
  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void oneClassAndOneSecret_guardApplication(RuntimeUnderTest stage) throws Exception {
    URL directory = properties("watchword.secret=" + JaxrsApp.SECRET);
    try (JaxrsServer server = JaxrsApp.of(App.class).onItsOwn().bringing(directory).on(stage)) {
      Tokens token = JaxrsApp.token().expiringAt(Instant.now().plusSeconds(300));

      assertEquals(401, server.get("/who").status());
      assertEquals(200, server.get("/who", JaxrsServer.bearer(token)).status());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(RuntimeUnderTest.class)
  void wrongSetting_failsStart(RuntimeUnderTest stage) throws Exception {
    refuses(stage, JaxrsApp.of(App.class).onItsOwn().bringing(properties("")), "a key is missing");
    URL directory = properties("watchword.secret=" + JaxrsApp.SECRET + "\nwatchword.leeway=soon");
    refuses(stage, JaxrsApp.of(App.class).onItsOwn().bringing(directory), "a bad value");
  }

  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void contradictoryAnnotations_failStart(RuntimeUnderTest stage) throws Exception {
    refuses(stage, JaxrsApp.of(Torn.class), "two words");
  }

  @ParameterizedTest // requirement 58: Tomcat shows what is thrown in localhost.*.log alone
  @EnumSource(RuntimeUnderTest.class)
  void contradictoryAnnotations_areToldOnce(RuntimeUnderTest stage) throws Exception {
    ContainerStarter.silence(); // or it would be when the first container starts
    try (LogCapture log = new LogCapture()) {
      refuses(stage, JaxrsApp.of(Torn.class), "two words");
      assertToldOnce(log, "Both.get() has more than one of @DenyAll, @RolesAllowed and @PermitAll");
    }
  }

  private static void assertToldOnce(LogCapture log, String sentence) {
    List<String> told =
        log.at(Level.SEVERE).stream().filter(line -> line.contains(sentence)).toList();
    assertEquals(1, told.size(), log::text);
    assertTrue(told.get(0).startsWith("Watchword: "), told::toString);
  }

  /** With a locator that is open to all and to nobody, which no runtime shows at the start. */
  @Path("torn")
  public static final class TornLocator {
    @Path("both")
    @PermitAll
    @DenyAll
    public Leaf both() {
      return new Leaf();
    }
  }

  /** Found by the locator. */
  public static final class Leaf {
    @GET
    public String get() {
      return "REACHED";
    }
  }

  /** Of that locator. */
  public static final class TornLocatorApp extends ListedApplication {
    public TornLocatorApp() {
      super(TornLocator.class, JwtRequestFilter.class);
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(RuntimeUnderTest.class)
  void contradictoryLocator_isToldOnceAndAdmitsNobody(RuntimeUnderTest stage) throws Exception {
    ContainerStarter.silence(); // or it would be when the first container starts
    try (LogCapture log = new LogCapture();
        JaxrsServer server = JaxrsApp.of(TornLocatorApp.class).on(stage)) {
      for (int i = 0; i < 3; i++) {
        Reply reply = server.get("/torn/both", JaxrsServer.alice());
        assertTrue(reply.status() >= 500, reply::toString);
        assertFalse(reply.body().contains("REACHED"), reply::toString);
      }
      assertToldOnce(
          log, "TornLocator.both() has more than one of @DenyAll, @RolesAllowed and @PermitAll");
    }
  }

  @ParameterizedTest // requirement 56
  @EnumSource(RuntimeUnderTest.class)
  void otherFilterAtEnd_failsStart(RuntimeUnderTest stage) throws Exception {
    refuses(stage, JaxrsApp.of(Ending.class), "by its annotation");
    refuses(stage, JaxrsApp.of(EndingByNumber.class), "by its number");
  }

  @ParameterizedTest // requirement 56
  @EnumSource(RuntimeUnderTest.class)
  void otherFilterAtBeginning_failsStart(RuntimeUnderTest stage) throws Exception {
    refuses(stage, JaxrsApp.of(Beginning.class), "by its annotation");
    refuses(stage, JaxrsApp.of(BeginningByNumber.class), "by its number");
  }

  @ParameterizedTest // requirement 58
  @EnumSource(RuntimeUnderTest.class)
  void halfRegisteredFilter_admitsNothing(RuntimeUnderTest stage) throws Exception {
    try (JaxrsServer server = JaxrsApp.of(Halved.class).set("public", "/rest/who").on(stage)) {
      assertEquals(503, server.get("/who").status());
      assertEquals(503, server.get("/who", JaxrsServer.alice()).status());
    }
  }

  /** Jetty does not start; Tomcat starts, and says 5xx or 404 to everything. */
  private static void refuses(RuntimeUnderTest stage, JaxrsApp site, String why) throws Exception {
    if (stage.isOnJetty()) {
      Throwable fault = assertThrows(Throwable.class, () -> site.on(stage).close(), why);
      boolean told = false;
      for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
        String text = cause.toString();
        told |= cause instanceof SettingsException || text.contains("@DenyAll");
        told |= text.contains("Watchword does not start");
        told |= text.contains("could run after the last filter of Watchword");
        told |= text.contains("could run before the first filter of Watchword");
      }
      assertTrue(told, () -> "not by us: " + fault);
      return;
    }
    try (JaxrsServer server = site.on(stage)) {
      for (String path : new String[] {"/who", "/both", "/who"}) {
        Reply reply = server.get(path, JaxrsServer.alice());
        assertTrue(reply.status() >= 500 || reply.status() == 404, reply::toString);
        assertFalse(reply.body().contains("REACHED") || reply.body().contains("principal="));
      }
    }
  }

  /** Scanning finds what is annotated; the filter is not, and comes with a feature. */
  @ParameterizedTest
  @EnumSource(RuntimeUnderTest.class)
  void scannedApplication_isGuardedByFeature(RuntimeUnderTest stage) throws Exception {
    JaxrsApp site = JaxrsApp.bare();
    if (stage.isJersey()) {
      site.initParam(
          "jersey.config.server.provider.packages", ScannedApplication.class.getPackageName());
    } else {
      site.initParam("jakarta.ws.rs.Application", ScannedApplication.class.getName())
          .initParam("resteasy.scanned.resources", ScannedApplication.RESOURCE)
          .initParam("resteasy.scanned.providers", ScannedApplication.FEATURE);
    }
    try (JaxrsServer server = site.on(stage)) {
      assertEquals("token_missing", server.get("/found").code());
      assertEquals("token_missing", server.get("/none").code());
      assertEquals("found by alice", server.get("/found", JaxrsServer.alice()).body());
      assertEquals(403, server.get("/found/admin", JaxrsServer.alice()).status());
    }
  }
}
