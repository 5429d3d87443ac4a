package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The filter by its class name as in web.xml, beside the listener, and beside another filter. */
class FiltersTest {
  private static final String OURS = LiveTokens.secret();
  private static final String THEIRS = LiveTokens.secret();

  private LogCapture log;

  @BeforeEach
  void listen() {
    log = LogCapture.atInfo();
  }

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static void declare(ServletContext context, Map<String, String> initParams) {
    FilterRegistration.Dynamic filter = context.addFilter("guard", JwtFilter.class.getName());
    filter.setAsyncSupported(true);
    filter.setInitParameters(initParams);
    filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void declaredFilter_readsInitParamsBeforeContextParams(Container container) throws Exception {
    ServletApp application =
        ServletApp.with(THEIRS)
            .set("public", "/public/*")
            .unguarded()
            .page("/*", TestPage.WHO)
            .adding(context -> declare(context, Map.of("watchword.secret", OURS)));
    try (RunningApp site = application.on(container)) {
      assertEquals(401, site.get("/api").status());
      String alice = bearer(LiveTokens.of(OURS, "alice"));
      assertEquals(TestPage.whoIs("alice", "REQUEST"), site.get("/api", alice).body());
      assertEquals(401, site.get("/api", bearer(LiveTokens.of(THEIRS, "alice"))).status());
      assertEquals(200, site.get("/public/x").status(), "what it does not say is the context's");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void declaredFilterWithoutInitParams_readsContextParams(Container container) throws Exception {
    ServletApp application =
        ServletApp.with(OURS)
            .unguarded()
            .page("/*", TestPage.WHO)
            .adding(context -> declare(context, Map.of()));
    try (RunningApp site = application.on(container)) {
      assertEquals(401, site.get("/api").status());
      String alice = bearer(LiveTokens.of(OURS, "alice"));
      assertEquals(TestPage.whoIs("alice", "REQUEST"), site.get("/api", alice).body());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void sameGuardTwice_isOneDecision(Container container) throws Exception {
    ServletApp application =
        ServletApp.with(OURS)
            .set("rules", "once")
            .set("rule.once", "/once limit one")
            .set("limit.one", "1/1h")
            .page("/*", TestPage.WHO)
            .adding(context -> declare(context, Map.of()));
    try (RunningApp site = application.on(container)) {
      String alice = bearer(LiveTokens.of(OURS, "alice"));
      assertEquals(200, site.get("/once", alice).status());
      assertEquals(429, site.get("/once", alice).status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void twoGuards_bothCheck(Container container) throws Exception {
    Map<String, String> second =
        Map.of("watchword.secret", THEIRS, "watchword.source", "header:X-Second");
    ServletApp application =
        ServletApp.with(OURS).page("/*", TestPage.WHO).adding(context -> declare(context, second));
    try (RunningApp site = application.on(container)) {
      String first = bearer(LiveTokens.of(OURS, "alice"));
      String other = "X-Second: " + LiveTokens.of(THEIRS, "bob");
      assertEquals(401, site.get("/api").status());
      RawHttp.Reply reply = site.get("/api", first);
      assertEquals(401, reply.status());
      assertTrue(reply.body().contains("X-Second: <token>"), reply.body());
      assertEquals(401, site.get("/api", other).status());
      assertEquals(401, site.get("/api", first, "X-Second: " + first).status());
      reply = site.get("/api", first, other);
      assertEquals(TestPage.whoIs("bob", "REQUEST"), reply.body(), "the inner one is nearer");
    }
  }

  @ParameterizedTest // requirement 51
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void listenersFilter_standsBeforeEarlierFilters(Container container) throws Exception {
    ServletApp application =
        ServletApp.with(OURS)
            .page("/*", TestPage.WHO)
            .adding(
                context -> {
                  FilterRegistration.Dynamic early =
                      context.addFilter(
                          "early",
                          (request, response, chain) -> {
                            ((HttpServletResponse) response).setHeader("X-Early", "yes");
                            chain.doFilter(request, response);
                          });
                  early.addMappingForUrlPatterns(null, true, "/*");
                });
    try (RunningApp site = application.on(container)) {
      assertNull(site.get("/api").header("X-Early"));
      String alice = bearer(LiveTokens.of(OURS, "alice"));
      assertEquals("yes", site.get("/api", alice).header("X-Early"));
    }
  }
}
