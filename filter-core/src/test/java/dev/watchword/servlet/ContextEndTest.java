package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.Background;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.ServletContainerInitializer;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was started for an application ends with it, also where nothing of ours is a listener; what
 * the application started itself does not.
 */
class ContextEndTest {
  /** Written by one that is closed, of what it has refused since its last minute began. */
  private static final String LAST_LINE = "last minute: ";

  private static ServletApp application() {
    return ServletApp.with(LiveTokens.secret())
        .unguarded()
        .page("/*", TestPage.WHO)
        .adding(context -> new ContextEnd().onStartup(null, context))
        .adding(
            context ->
                context
                    .addFilter("guard", JwtFilter.class.getName())
                    .addMappingForUrlPatterns(null, false, "/*"));
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT"})
  void background_endsWithContext(Container container) throws Exception {
    Background background = new Background();
    try (RunningApp site = application().on(container)) {
      assertEquals(401, site.get("/").status());
      assertFalse(background.started().isEmpty());
    }
    background.assertEnded();
  }

  private static ServletApp with(Watchword own, ServletApp application) {
    return application.adding(context -> ServletContextWatchword.set(context, own));
  }

  private static ServletApp withListener() {
    return ServletApp.with(LiveTokens.secret()).page("/*", TestPage.WHO);
  }

  private static void answerAndEnd(RunningApp context) throws Exception {
    try (context) {
      assertEquals(401, context.get("/").status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT"})
  void watchwordMadeByApplication_outlivesContexts(Container container) throws Exception {
    try (LogCapture log = new LogCapture()) {
      try (Watchword own =
              Watchword.builder().set("watchword.secret", LiveTokens.secret()).start();
          RunningApp other = with(own, application()).on(container)) {
        answerAndEnd(with(own, application()).on(container));
        answerAndEnd(with(own, withListener()).on(container));
        assertEquals(401, other.get("/").status());
        assertFalse(log.text().contains(LAST_LINE));
      }
      assertTrue(log.text().contains(LAST_LINE));
    }
  }

  @Test
  void listener_isFoundByServers() {
    assertTrue(
        ServiceLoader.load(ServletContainerInitializer.class).stream()
            .anyMatch(found -> found.type() == ContextEnd.class));
  }
}
