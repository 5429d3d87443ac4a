package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.testing.LogCapture;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asked before the filter, as a server's authentication does. */
@EachServer
class AdmissionTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();

  private final List<String> decisions = new CopyOnWriteArrayList<>();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/open/*")
        .set("rules", "few,mine")
        .set("rule.few", "/few limit 2/1h")
        .set("rule.mine", "/mine/* optional")
        .unguarded()
        .heardBy(
            new GuardListener() {
              @Override
              public void decided(GuardEvent event) {
                decisions.add(event.status() + " " + event.reason());
              }
            })
        .adding(AdmissionTest::askFirst)
        .adding(context -> put(context, "guard", new JwtFilter()))
        .page("/who", TestPage.WHO)
        .page("/few", TestPage.WHO)
        .page("/open/who", TestPage.WHO)
        .page("/mine/who", TestPage.WHO);
  }

  private static void askFirst(ServletContext context) {
    put(
        context,
        "early",
        (request, response, chain) ->
            askFirst((HttpServletRequest) request, (HttpServletResponse) response, chain));
  }

  private static void askFirst(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean needsCaller = request.getRequestURI().contains("/mine/");
    Pass pass = Admission.judge(request, response, needsCaller);
    if (pass != null) {
      response.setHeader("X-Early", String.valueOf(pass.caller()));
      chain.doFilter(request, response);
    }
  }

  private static void put(ServletContext context, String name, Filter filter) {
    var registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), true, "/*");
  }

  @BeforeEach
  void forget() {
    decisions.clear();
  }

  private static String alice() {
    return bearer(LiveTokens.of(SECRET, "alice"));
  }

  @Test
  void bothAgree() throws IOException {
    RawHttp.Reply reply = site.get("/who", alice());
    assertEquals(200, reply.status(), reply.toString());
    assertEquals("Caller[default/alice]", reply.header("X-Early"));
    assertTrue(reply.body().startsWith("principal=alice"), reply.body());
  }

  @Test
  void refusal_isWrittenAndToldOnce() throws IOException {
    RawHttp.Reply reply = site.get("/who");
    assertEquals(401, reply.status(), reply.toString());
    assertTrue(reply.body().contains("token_missing"), reply.body());
    assertEquals(List.of("401 MISSING"), decisions);
  }

  @Test
  void limit_isChargedOnce() throws IOException {
    String token = bearer(LiveTokens.of(SECRET, "counted " + container));
    assertEquals(200, site.get("/few", token).status());
    assertEquals(200, site.get("/few", token).status());
    assertEquals(429, site.get("/few", token).status());
  }

  @Test
  void openPath_needsCallerWhereAsked() throws IOException {
    assertEquals("null", site.get("/open/who").header("X-Early"));
    RawHttp.Reply refused = site.get("/mine/who");
    assertEquals(401, refused.status(), refused.toString());
    assertTrue(refused.body().contains("token_missing"), refused.body());
    RawHttp.Reply passed = site.get("/mine/who", alice());
    assertEquals("Caller[default/alice]", passed.header("X-Early"));
  }

  @Test
  void applicationWithoutWatchword_answers503() throws Exception {
    try (LogCapture log = LogCapture.atInfo();
        RunningApp unguarded =
            ServletApp.withoutSecret()
                .unguarded()
                .adding(AdmissionTest::askFirst)
                .page("/who", TestPage.WHO)
                .on(container)) {
      assertEquals(503, unguarded.get("/who", alice()).status());
      assertTrue(log.text().contains("declare WatchwordListener"), log.text());
    }
  }
}
