package dev.watchword.servlet;

import static dev.watchword.servlet.Running.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.ServletException;
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
        .page("/error", Page.WHO)
        .page("/api/418", (request, response) -> response.sendError(418))
        .page("/public/418", (request, response) -> response.sendError(418))
        .page("/api/throws", ErrorDispatchTest::fail)
        .page("/public/throws", ErrorDispatchTest::fail);
  }

  private static void fail(Object request, Object response) throws ServletException {
    throw new ServletException("the application failed");
  }

  @Test
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
