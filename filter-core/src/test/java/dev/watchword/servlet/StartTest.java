package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.settings.SettingsException;
import jakarta.servlet.FilterRegistration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application whose guard cannot start is not deployed, and the operator reads why. */
class StartTest {
  private Log log;

  @BeforeEach
  void listen() {
    log = new Log();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  /** Everything an operator sees: what was thrown and what was logged. */
  private String failure(Site site, Container container) {
    Exception thrown = assertThrows(Exception.class, () -> site.on(container).close());
    StringBuilder seen = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      seen.append(cause).append('\n');
    }
    return seen.append(log.text()).toString();
  }

  private static Site faulty() {
    return new Site().set("secret", "tooshort").set("leewy", "30s").page("/*", Page.WHO);
  }

  private static void assertListsTheMistakes(String seen) {
    String type = SettingsException.class.getName();
    assertTrue(seen.contains(type + ": Watchword does not start: 2 mistakes"), seen);
    assertTrue(seen.contains("watchword.leewy"), seen);
    assertTrue(seen.contains("has 8 bytes, but HS256 needs at least 32"), seen);
    assertFalse(seen.contains("tooshort"), seen);
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void aListenerThatCannotStartFailsTheDeployment(Container container) {
    assertListsTheMistakes(failure(faulty(), container));
  }

  private static Site withFaultyFilter() {
    return new Site()
        .unguarded()
        .page("/*", Page.WHO)
        .adding(
            context -> {
              FilterRegistration.Dynamic filter =
                  context.addFilter("guard", JwtFilter.class.getName());
              filter.setInitParameter("watchword.secret", "tooshort");
              filter.setInitParameter("watchword.leewy", "30s");
              filter.addMappingForUrlPatterns(null, false, "/*");
            });
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT"})
  void aFilterThatCannotStartFailsTheDeployment(Container container) {
    assertListsTheMistakes(failure(withFaultyFilter(), container));
  }

  @Test // requirement 58: Undertow makes a filter no sooner than at the first request
  void aFilterThatCannotStartServesNothingOnUndertow() throws Exception {
    try (Running site = withFaultyFilter().on(Container.UNDERTOW)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(500, site.get("/").status());
      }
      assertListsTheMistakes(log.text());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void noSecretAtAllFailsTheDeployment(Container container) {
    String seen = failure(new Site().page("/*", Page.WHO), container);
    assertTrue(seen.contains("watchword.secret is not set"), seen);
    assertTrue(seen.contains("openssl rand -base64 32"), seen);
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void aTakenFilterNameFailsTheDeployment(Container container) {
    Site site =
        Site.with(TestToken.secret())
            .page("/*", Page.WHO)
            .adding(context -> context.addFilter("watchword", (q, r, c) -> c.doFilter(q, r)));
    String seen = failure(site, container);
    assertTrue(seen.contains("a filter named watchword is declared already"), seen);
  }

  @ParameterizedTest // requirement 76
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void theSettingsAreToldWithoutTheSecret(Container container) throws Exception {
    String secret = TestToken.secret();
    Site application = Site.with(secret).set("public", "/health").page("/*", Page.WHO);
    try (Running site = application.on(container)) {
      assertEquals(401, site.get("/").status());
    }
    for (String line : List.of("rule public: /health open", "rule else: /* needs a token")) {
      assertTrue(log.text().contains(line), log.text());
    }
    assertFalse(log.text().contains(secret));
  }
}
