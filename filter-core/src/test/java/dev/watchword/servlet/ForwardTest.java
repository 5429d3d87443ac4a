package dev.watchword.servlet;

import static dev.watchword.servlet.Running.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An open page that forwards to a guarded one opens nothing. */
@EachServer
class ForwardTest extends SiteTest {
  private static final String SECRET = TestToken.secret();
  private static final String ALICE = TestToken.of(SECRET, "alice");
  private static final String ROOT = TestToken.of(SECRET, "root", ",\"roles\":[\"admin\"]");

  @Override
  Site application() {
    return Site.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "admin")
        .set("rule.admin", "/admin/* role admin")
        .page("/api/who", Page.WHO)
        .page("/admin/who", Page.WHO)
        .page("/WEB-INF/view", Page.WHO)
        .page("/public/to", ForwardTest::asAsked)
        .page("/api/to", ForwardTest::asAsked)
        .page("/public/begun", begun())
        .page("/public/named", named("page /api/who"))
        .page("/api/named", named("page /admin/who"));
  }

  private static Page forward(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  private static void asAsked(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    forward(request.getParameter("to")).serve(request, response);
  }

  private static Page begun() {
    return (request, response) -> {
      response.setContentType("text/html");
      response.setHeader("X-Begun", "yes");
      response.getWriter().print("<p>half a page");
      forward("/api/who").serve(request, response);
    };
  }

  private static Page named(String servlet) {
    return (request, response) ->
        request.getServletContext().getNamedDispatcher(servlet).forward(request, response);
  }

  @Test // requirement 51
  void fromAnOpenPathNeedsAToken() throws Exception {
    RawHttp.Reply reply = site.get("/public/to?to=/api/who");
    assertEquals(401, reply.status());
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
    assertFalse(reply.body().contains("principal"), reply.body());
  }

  @Test
  void fromAnOpenPathPassesWithAToken() throws Exception {
    RawHttp.Reply reply = site.get("/public/to?to=/api/who", bearer(ALICE));
    assertEquals(200, reply.status());
    assertEquals(Page.whoIs("alice", "FORWARD"), reply.body());
  }

  @Test
  void fromAnOpenPathIsRefusedWithABadToken() throws Exception {
    String bad = bearer(TestToken.tampered(ALICE));
    assertEquals(401, site.get("/public/to?to=/api/who", bad).status());
  }

  @Test
  void toAStricterPathIsJudgedByItsRule() throws Exception {
    RawHttp.Reply no = site.get("/api/to?to=/admin/who", bearer(ALICE));
    assertEquals(403, no.status(), no.toString());
    RawHttp.Reply reply = site.get("/api/to?to=/admin/who", bearer(ROOT));
    assertEquals(Page.whoIs("root", "FORWARD").replace("admin=false", "admin=true"), reply.body());
  }

  @Test
  void keepsTheCallerOnAnOpenTarget() throws Exception {
    RawHttp.Reply reply = site.get("/api/to?to=/public/to%3Fto=/api/who", bearer(ALICE));
    assertEquals(Page.whoIs("alice", "FORWARD"), reply.body());
  }

  @Test
  void afterAPageHasBegunTheAnswerIsOursAlone() throws Exception {
    RawHttp.Reply reply = site.get("/public/begun");
    assertEquals(401, reply.status());
    boolean keepsCharset = container == Container.UNDERTOW; // which the page's writer had set
    assertEquals(
        "application/problem+json" + (keepsCharset ? "; charset=ISO-8859-1" : ""),
        reply.header("Content-Type"));
    assertEquals(null, reply.header("X-Begun"));
    assertEquals('{', reply.body().charAt(0), reply.body());
    assertEquals('}', reply.body().charAt(reply.body().length() - 1), reply.body());
  }

  @Test
  void afterAPageHasBegunItPassesWithAToken() throws Exception {
    assertEquals(Page.whoIs("alice", "FORWARD"), site.get("/public/begun", bearer(ALICE)).body());
  }

  @Test
  void belowWebInfKeepsTheDecision() throws Exception {
    RawHttp.Reply open = site.get("/public/to?to=/WEB-INF/view");
    assertEquals(Page.nobody("FORWARD"), open.body());
    RawHttp.Reply guarded = site.get("/api/to?to=/WEB-INF/view", bearer(ALICE));
    assertEquals(Page.whoIs("alice", "FORWARD"), guarded.body());
  }

  @Test
  void throughWebInfIsNoWayAround() throws Exception {
    for (String path : new String[] {"/WEB-INF/../api/who", "/WEB-INF/..;/api/who"}) {
      RawHttp.Reply reply = site.get("/public/to?to=" + path.replace(";", "%3B"));
      assertFalse(reply.body().contains("principal"), path + ": " + reply.body());
    }
  }

  @Test
  void byNameKeepsTheDecision() throws Exception {
    assertEquals(Page.nobody("FORWARD"), site.get("/public/named").body());
    assertEquals(Page.whoIs("alice", "FORWARD"), site.get("/api/named", bearer(ALICE)).body());
  }

  @Test
  void byNameAfterAForwardToAGuardedPathIsRefused() throws Exception {
    assertEquals(401, site.get("/public/to?to=/api/named").status());
  }
}
