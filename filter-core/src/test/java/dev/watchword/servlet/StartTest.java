package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.settings.SettingsException;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.FilterRegistration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An application whose guard cannot start is not deployed, and the operator reads why. */
class StartTest {
  private LogCapture log;

  @BeforeEach
  void listen() {
    log = LogCapture.atInfo();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  /** Everything an operator sees: what was thrown and what was logged. */
  private String failure(ServletApp site, Container container) {
    Exception thrown = assertThrows(Exception.class, () -> site.on(container).close());
    StringBuilder seen = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      seen.append(cause).append('\n');
    }
    return seen.append(log.text()).toString();
  }

  private static ServletApp faulty() {
    return new ServletApp().set("secret", "tooshort").set("leewy", "30s").page("/*", TestPage.WHO);
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
  void listenerThatCannotStart_failsDeployment(Container container) {
    assertListsTheMistakes(failure(faulty(), container));
  }

  private static ServletApp withFaultyFilter() {
    return new ServletApp()
        .unguarded()
        .page("/*", TestPage.WHO)
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
  void filterThatCannotStart_failsDeployment(Container container) {
    assertListsTheMistakes(failure(withFaultyFilter(), container));
  }

  @Test // requirement 58: Undertow makes a filter no sooner than at the first request
  void filterThatCannotStartOnUndertow_servesNothing() throws Exception {
    try (RunningApp site = withFaultyFilter().on(Container.UNDERTOW)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(500, site.get("/").status());
      }
      assertListsTheMistakes(log.text());
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void missingSecret_failsDeployment(Container container) {
    String seen = failure(new ServletApp().page("/*", TestPage.WHO), container);
    assertTrue(seen.contains("watchword.secret is not set"), seen);
    assertTrue(seen.contains("openssl rand -base64 32"), seen);
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void takenFilterName_failsDeployment(Container container) {
    ServletApp site =
        ServletApp.with(LiveTokens.secret())
            .page("/*", TestPage.WHO)
            .adding(context -> context.addFilter("watchword", (q, r, c) -> c.doFilter(q, r)));
    String seen = failure(site, container);
    assertTrue(seen.contains("a filter named watchword is declared already"), seen);
  }

  @ParameterizedTest // requirement 76
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void settings_areLoggedWithoutSecret(Container container) throws Exception {
    String secret = LiveTokens.secret();
    ServletApp application =
        ServletApp.with(secret).set("public", "/health").page("/*", TestPage.WHO);
    try (RunningApp site = application.on(container)) {
      assertEquals(401, site.get("/").status());
    }
    for (String line : List.of("rule public: /health open", "rule else: /* needs a token")) {
      assertTrue(log.text().contains(line), log.text());
    }
    assertFalse(log.text().contains(secret));
  }
}
