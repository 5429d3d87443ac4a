package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** However a path is spelled, guarded code does not run without a token; on lenient servers too. */
@ParameterizedClass(name = "{0}")
@EnumSource(Container.class)
class PathSpellingTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  /** Ways to say "one up" or "a slash" that some reader somewhere understands. */
  private static final List<String> UPS =
      List.of(
          "/..",
          "/../",
          "/..;/",
          "/..;x=y/",
          "/%2e%2e/",
          "/%2E%2e/",
          "/.%2e/",
          "/%2e%2e%2f",
          "/..%2f",
          "/..%2F",
          "/..%5c",
          "/..\\",
          "\\..\\",
          "/%5c..%5c",
          "/;/../",
          "/;x/../",
          "//..//",
          "/./../",
          "/%2e/..//",
          "/%252e%252e/",
          "/..%252f",
          "/..%00/",
          "/..%c0%af",
          "/%c0%ae%c0%ae/",
          "/..%ef%bc%8f",
          "/..%u002f",
          "/%u002e%u002e/",
          "/..\u00a0/",
          "/..%20/",
          "/..%09/",
          "/...//",
          "/..%3b/",
          "/..%23/",
          "/..%3f/",
          "/..?/",
          "/..#/");

  private static final List<String> TARGETS =
      List.of(
          "//api/who",
          "/./api/who",
          "/;x/api/who",
          "/api;x/who",
          "/api;/who",
          "/api/who;x=public",
          "/api//who",
          "/api/./who",
          "/api/x/../who",
          "/%61pi/who",
          "/ap%69/who",
          "/api%2fwho",
          "/api%5cwho",
          "/api\\who",
          "\\api\\who",
          "/api/who%00",
          "/api%00/public/x",
          "/api/who/",
          "/api/who.",
          "/api/who%20",
          "/api/who?/public/x",
          "/api/who#/public/x",
          "/API/who",
          "/api/who/..;/..;/public/x",
          "/api/..;/public/x",
          "/api/../public/x",
          "/api/%2e%2e/public/x",
          "/public",
          "/public/",
          "/public;x/api",
          "/publicx",
          "/public%2fx",
          "/public%2f..%2fapi%2fwho",
          "/exact;x",
          "/exact/",
          "/exact//",
          "/exact%00",
          "/exact/.",
          "/exact/x",
          "//exact",
          "/Exact",
          "/",
          "//",
          "/.",
          "/..",
          "/%2e%2e",
          "/../..",
          "/%",
          "/%2",
          "/%zz",
          "/public/%",
          "/public/%zz",
          "/public/%ff",
          "/public/%c3%a4",
          "/public/\u00e4",
          "/public/{x}",
          "/public/x|y",
          "/public/<x>",
          "/public/x%0d%0aX-Reached:%20api",
          "/WEB-INF/view",
          "/web-inf/view",
          "/public/../WEB-INF/view",
          "/WEB-INF/../api/who",
          "/META-INF/x",
          "*",
          "api/who",
          "http://127.0.0.1/api/who",
          "http://127.0.0.1/public/../api/who",
          "//127.0.0.1/public/x",
          "http:api/who",
          "/app/api/who",
          "/app/public/..;/api/who",
          "/public/..;/app/api/who",
          "/app;x/api/who",
          "/%61pp/api/who");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*,/exact")
        .page("/public/*", reached("public"))
        .page("/exact", reached("public"))
        .page("/api/*", reached("guarded"))
        .page("/WEB-INF/*", reached("guarded"))
        .page("/", reached("guarded"));
  }

  private static TestPage reached(String what) {
    return (request, response) -> reach(what, request, response);
  }

  private static void reach(String what, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Reached", what);
    String info = request.getPathInfo();
    response.getWriter().print(request.getServletPath() + (info == null ? "" : info));
  }

  private static List<String> spellings() {
    List<String> all = new ArrayList<>(TARGETS);
    for (String up : UPS) {
      String end = up.endsWith("/") || up.endsWith("\\") ? "" : "/";
      all.add("/public" + up + end + "api/who");
      all.add("/public/x" + up + "." + up + end + "api/who");
      all.add("/exact" + up + end + "api/who");
      all.add("/api" + up + end + "public/x");
    }
    return all;
  }

  private void assertGuarded(RunningApp running, String target) throws IOException {
    RawHttp.Reply reply = running.get(target);
    String told = target + " -> " + reply;
    assertTrue(reply.status() < 500, told);
    String reached = reply.header("X-Reached");
    if (reached != null) {
      assertEquals("public", reached, told);
      assertTrue(!reply.body().matches(".*(/\\.{0,2}/|/\\.{1,2}$|[;%\\\\\\x00]).*"), told);
    }
    assertTrue(running.get(target, bearer(ALICE)).status() < 500, told + " with a token");
  }

  @Test // requirement 53; requirement 52
  void spellingsOfPath_doNotReachGuardedCode() {
    assertAll(spellings().stream().map(target -> () -> assertGuarded(site, target)));
  }

  @Test
  void spellingsOfPathBelowContext_doNotReachGuardedCode() throws Exception {
    try (RunningApp below = application().below("/app").on(container)) {
      Stream<Executable> checks =
          spellings().stream().map(target -> () -> assertGuarded(below, "/app" + target));
      assertAll(checks);
      assertAll(
          Stream.of("/app/../app/api/who", "/app/public/../../app/api/who", "/APP/api/who")
              .map(target -> () -> assertGuarded(below, target)));
      assertEquals("public", below.get("/app/public/x").header("X-Reached"));
      assertEquals("guarded", below.get("/app/api/x", bearer(ALICE)).header("X-Reached"));
    }
  }

  @Test
  void plainPath_isServed() throws Exception {
    for (String open : List.of("/public/x", "/public/x.y-z_~", "/public/a%20b", "/exact")) {
      assertEquals("public", site.get(open).header("X-Reached"), open);
    }
    assertEquals("guarded", site.get("/api/who", bearer(ALICE)).header("X-Reached"));
    assertNull(site.get("/api/who").header("X-Reached"));
  }
}
