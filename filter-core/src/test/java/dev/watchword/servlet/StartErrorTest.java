package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Why the start was refused is one ERROR of our logger: Tomcat writes what an application throws to
 * {@code localhost.*.log} alone, and not to the console.
 */
class StartErrorTest {
  private static ServletApp faulty() {
    return new ServletApp().set("secret", "tooshort").set("leewy", "30s").page("/*", TestPage.WHO);
  }

  private static ServletApp faultyWithoutListener() {
    return faulty().unguarded();
  }

  private static void filter(ServletContext context, String name) {
    context
        .addFilter(name, JwtFilter.class.getName())
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
  }

  private static void assertToldOnce(LogCapture log) {
    List<String> told =
        log.at(Level.SEVERE).stream().filter(line -> line.contains("leewy")).toList();
    assertEquals(1, told.size(), log::text);
    assertTrue(told.get(0).startsWith("Watchword does not start: 2 mistakes"), told::toString);
    assertTrue(told.get(0).contains("has 8 bytes, but HS256 needs at least 32"), told::toString);
  }

  private static void assertRefusedAndToldOnce(ServletApp site, Container container) {
    try (LogCapture log = new LogCapture()) {
      assertThrows(Exception.class, () -> site.on(container).close());
      assertToldOnce(log);
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void listener_reportsMistakesOnce(Container container) {
    assertRefusedAndToldOnce(faulty(), container);
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void startInCodeOfApplication_reportsMistakesOnce(Container container) {
    ServletApp site =
        faultyWithoutListener()
            .adding(
                context ->
                    context.addListener(
                        new ServletContextListener() {
                          @Override
                          public void contextInitialized(ServletContextEvent event) {
                            Watchword.builder()
                                .secret("tooshort")
                                .set("watchword.leewy", "30s")
                                .start();
                          }
                        }));
    assertRefusedAndToldOnce(site, container);
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT"})
  void severalFilters_reportMistakesOnce(Container container) {
    ServletApp site =
        faultyWithoutListener()
            .adding(context -> filter(context, "one"))
            .adding(context -> filter(context, "two"))
            .adding(
                context -> {
                  filter(context, "own");
                  context.getFilterRegistration("own").setInitParameter("watchword.public", "/p");
                });
    assertRefusedAndToldOnce(site, container);
  }

  @Test // requirement 58: Undertow makes a filter no sooner than at the first request
  void filterOnUndertow_reportsMistakesOnce() throws Exception {
    ServletApp site = faultyWithoutListener().adding(context -> filter(context, "guard"));
    try (LogCapture log = new LogCapture();
        RunningApp running = site.on(Container.UNDERTOW)) {
      for (int i = 0; i < 3; i++) {
        assertEquals(500, running.get("/").status());
      }
      assertToldOnce(log);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void endpoints_reportMistakesOnce(Container container) throws Exception {
    ServletApp site =
        faultyWithoutListener()
            .adding(
                context -> {
                  context.addServlet("token", TokenServlet.class).addMapping("/token");
                  context.addServlet("identify", IdentifyServlet.class).addMapping("/identify");
                });
    try (LogCapture log = new LogCapture();
        RunningApp running = site.on(container)) {
      assertEquals(503, running.get("/token").status());
      assertEquals(503, running.get("/identify").status());
      assertToldOnce(log);
      long withoutSettings =
          log.at(Level.SEVERE).stream()
              .filter(line -> line.contains("has no settings and answers 503"))
              .count();
      assertEquals(2, withoutSettings, log::text);
    }
  }

  @ParameterizedTest // requirement 58
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void takenFilterName_isTold(Container container) {
    ServletApp site =
        ServletApp.with(LiveTokens.secret())
            .page("/*", TestPage.WHO)
            .adding(context -> context.addFilter("watchword", (q, r, c) -> c.doFilter(q, r)));
    try (LogCapture log = new LogCapture()) {
      assertThrows(Exception.class, () -> site.on(container).close());
      assertEquals(
          List.of("Watchword does not start: a filter named watchword is declared already"),
          log.at(Level.SEVERE));
    }
  }
}
