package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletContainerInitializer;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was started for an application ends with it, also where nothing of ours is a listener. */
class ContextEndTest {
  private static final long TEN_SECONDS = 10_000;

  private static Set<Thread> background() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("watchword"))
        .collect(Collectors.toSet());
  }

  private static Site application() {
    return Site.with(TestToken.secret())
        .unguarded()
        .page("/*", Page.WHO)
        .adding(context -> new ContextEnd().onStartup(null, context))
        .adding(
            context ->
                context
                    .addFilter("guard", JwtFilter.class.getName())
                    .addMappingForUrlPatterns(null, false, "/*"));
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT"})
  void theBackground_endsWithTheContext(Container container) throws Exception {
    Set<Thread> started = new HashSet<>();
    Set<Thread> before = background();
    try (Running site = application().on(container)) {
      assertEquals(401, site.get("/").status());
      started.addAll(background());
      started.removeAll(before);
      assertFalse(started.isEmpty());
    }
    for (Thread thread : started) {
      thread.join(TEN_SECONDS);
      assertFalse(thread.isAlive());
    }
  }

  @Test
  void servers_findIt() {
    assertTrue(
        ServiceLoader.load(ServletContainerInitializer.class).stream()
            .anyMatch(found -> found.type() == ContextEnd.class));
  }
}
