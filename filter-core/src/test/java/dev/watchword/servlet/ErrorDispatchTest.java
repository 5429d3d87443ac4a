package dev.watchword.servlet;

import static dev.watchword.servlet.Running.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Error pages are shown to everybody, and know nobody. */
@EachServer
class ErrorDispatchTest extends SiteTest {
  private static final String SECRET = TestToken.secret();
  private static final String ALICE = TestToken.of(SECRET, "alice");

  @Override
  Site application() {
    return Site.with(SECRET)
        .set("public", "/public/*")
        .errorPage("/error")
        .page("/error", ErrorDispatchTest::show)
        .page("/WEB-INF/page", Page.WHO)
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
      Page.WHO.serve(request, response);
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
  void passesWithoutIdentity() throws Exception {
    for (String path : new String[] {"/api/418", "/public/418"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE));
      assertEquals(418, reply.status(), path);
      assertEquals(Page.nobody("ERROR"), reply.body(), path);
    }
  }

  @Test
  void afterAnExceptionPassesWithoutIdentity() throws Exception {
    for (String path : new String[] {"/api/throws", "/public/throws"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE));
      assertEquals(500, reply.status(), path);
      assertEquals(Page.nobody("ERROR"), reply.body(), path);
    }
  }

  @Test // on Jetty the template is reached by a FORWARD, on Tomcat it still is the ERROR
  void showsNobodyToItsTemplateEither() throws Exception {
    for (String path : new String[] {"/api/418", "/public/418", "/api/throws"}) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE), "X-Show: template");
      assertEquals(path.endsWith("418") ? 418 : 500, reply.status(), path);
      String nobody = Page.nobody("");
      assertEquals(nobody, reply.body().replaceFirst("(ERROR|FORWARD)$", ""), path);
    }
    assertEquals(Page.whoIs("alice", "FORWARD"), site.get("/api/page", bearer(ALICE)).body());
  }

  @Test
  void isNotReachedByAPathOfItsOwn() throws Exception {
    assertEquals(401, site.get("/error").status());
  }

  @Test
  void doesNotReplaceOurAnswer() throws Exception {
    RawHttp.Reply reply = site.get("/api/418");
    assertEquals(401, reply.status());
    assertEquals("application/problem+json", reply.header("Content-Type"));
  }
}
