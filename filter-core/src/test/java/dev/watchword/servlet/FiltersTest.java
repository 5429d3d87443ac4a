package dev.watchword.servlet;

import static dev.watchword.servlet.Running.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private static final String OURS = TestToken.secret();
  private static final String THEIRS = TestToken.secret();

  private Log log;

  @BeforeEach
  void listen() {
    log = new Log();
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
  void aDeclaredFilterReadsItsInitParamsAbove(Container container) throws Exception {
    Site application =
        Site.with(THEIRS)
            .set("public", "/public/*")
            .unguarded()
            .page("/*", Page.WHO)
            .adding(context -> declare(context, Map.of("watchword.secret", OURS)));
    try (Running site = application.on(container)) {
      assertEquals(401, site.get("/api").status());
      String alice = bearer(TestToken.of(OURS, "alice"));
      assertEquals(Page.whoIs("alice", "REQUEST"), site.get("/api", alice).body());
      assertEquals(401, site.get("/api", bearer(TestToken.of(THEIRS, "alice"))).status());
      assertEquals(200, site.get("/public/x").status(), "what it does not say is the context's");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void aDeclaredFilterWithoutInitParamsReadsTheContextParams(Container container) throws Exception {
    Site application =
        Site.with(OURS)
            .unguarded()
            .page("/*", Page.WHO)
            .adding(context -> declare(context, Map.of()));
    try (Running site = application.on(container)) {
      assertEquals(401, site.get("/api").status());
      String alice = bearer(TestToken.of(OURS, "alice"));
      assertEquals(Page.whoIs("alice", "REQUEST"), site.get("/api", alice).body());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void theSameGuardTwiceIsOneDecision(Container container) throws Exception {
    Site application =
        Site.with(OURS)
            .set("rules", "once")
            .set("rule.once", "/once limit one")
            .set("limit.one", "1/1h")
            .page("/*", Page.WHO)
            .adding(context -> declare(context, Map.of()));
    try (Running site = application.on(container)) {
      String alice = bearer(TestToken.of(OURS, "alice"));
      assertEquals(200, site.get("/once", alice).status());
      assertEquals(429, site.get("/once", alice).status());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void twoGuardsBothJudge(Container container) throws Exception {
    Map<String, String> second =
        Map.of("watchword.secret", THEIRS, "watchword.source", "header:X-Second");
    Site application =
        Site.with(OURS).page("/*", Page.WHO).adding(context -> declare(context, second));
    try (Running site = application.on(container)) {
      String first = bearer(TestToken.of(OURS, "alice"));
      String other = "X-Second: " + TestToken.of(THEIRS, "bob");
      assertEquals(401, site.get("/api").status());
      RawHttp.Reply reply = site.get("/api", first);
      assertEquals(401, reply.status());
      assertTrue(reply.body().contains("X-Second: <token>"), reply.body());
      assertEquals(401, site.get("/api", other).status());
      assertEquals(401, site.get("/api", first, "X-Second: " + first).status());
      reply = site.get("/api", first, other);
      assertEquals(Page.whoIs("bob", "REQUEST"), reply.body(), "the inner one is nearer");
    }
  }

  @ParameterizedTest // requirement 51
  @EnumSource(names = {"JETTY", "TOMCAT", "UNDERTOW"})
  void theListenerStandsBeforeFiltersThatWereThereFirst(Container container) throws Exception {
    Site application =
        Site.with(OURS)
            .page("/*", Page.WHO)
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
    try (Running site = application.on(container)) {
      assertNull(site.get("/api").header("X-Early"));
      String alice = bearer(TestToken.of(OURS, "alice"));
      assertEquals("yes", site.get("/api", alice).header("X-Early"));
    }
  }
}
