package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Error pages are shown to all, and have no caller. */
@EachServer
class ErrorDispatchTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .errorPage("/error")
        .page("/error", ErrorDispatchTest::show)
        .page("/WEB-INF/page", TestPage.WHO)
        .page("/api/page", (request, response) -> forward(request, response))
        .page("/api/418", (request, response) -> response.sendError(418))
        .page("/public/418", (request, response) -> response.sendError(418))
        .page("/api/throws", ErrorDispatchTest::fail)
        .page("/public/throws", ErrorDispatchTest::fail);
  }

  /** As the page of most applications, which is a template behind a servlet. */
  private static void show(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if ("template".equals(request.getHeader("X-Show"))) {
      forward(request, response);
    } else {
      TestPage.WHO.serve(request, response);
    }
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher("/WEB-INF/page").forward(request, response);
  }

  private static void fail(Object request, Object response) throws ServletException {
    throw new ServletException("the application failed");
  }

  @Test // requirement 51
  void errorPage_isShownWithoutCaller() throws Exception {
    for (String path : new String[] {"/api/418", "/public/418"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE));
      assertEquals(418, reply.status(), path);
      assertEquals(TestPage.nobody("ERROR"), reply.body(), path);
    }
  }

  @Test
  void errorPageAfterException_isShownWithoutCaller() throws Exception {
    for (String path : new String[] {"/api/throws", "/public/throws"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE));
      assertEquals(500, reply.status(), path);
      assertEquals(TestPage.nobody("ERROR"), reply.body(), path);
    }
  }

  @Test // on Jetty the template is reached by a FORWARD, on Tomcat it still is the ERROR
  void templateOfErrorPage_seesNoCaller() throws Exception {
    for (String path : new String[] {"/api/418", "/public/418", "/api/throws"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE), "X-Show: template");
      assertEquals(path.endsWith("418") ? 418 : 500, reply.status(), path);
      String nobody = TestPage.nobody("");
      assertEquals(nobody, reply.body().replaceFirst("(ERROR|FORWARD)$", ""), path);
    }
    assertEquals(TestPage.whoIs("alice", "FORWARD"), site.get("/api/page", bearer(ALICE)).body());
  }

  @Test
  void errorPageByItsOwnPath_isRefused() throws Exception {
    assertEquals(401, site.get("/error").status());
  }

  @Test
  void refusal_isNotReplacedByErrorPage() throws Exception {
    RawHttp.Reply reply = site.get("/api/418");
    assertEquals(401, reply.status());
    assertEquals("application/problem+json", reply.header("Content-Type"));
  }
}
