package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** An open page that forwards to a guarded one opens nothing. */
@EachServer
class ForwardTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String ROOT = LiveTokens.of(SECRET, "root", ",\"roles\":[\"admin\"]");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "admin")
        .set("rule.admin", "/admin/* role admin")
        .page("/api/who", TestPage.WHO)
        .page("/admin/who", TestPage.WHO)
        .page("/WEB-INF/view", TestPage.WHO)
        .page("/public/to", ForwardTest::asAsked)
        .page("/api/to", ForwardTest::asAsked)
        .page("/public/begun", begun())
        .page("/public/named", named("page /api/who"))
        .page("/api/named", named("page /admin/who"));
  }

  private static TestPage forward(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  private static void asAsked(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    forward(request.getParameter("to")).serve(request, response);
  }

  private static TestPage begun() {
    return (request, response) -> {
      response.setContentType("text/html");
      response.setHeader("X-Begun", "yes");
      response.getWriter().print("<p>half a page");
      forward("/api/who").serve(request, response);
    };
  }

  private static TestPage named(String servlet) {
    return (request, response) ->
        request.getServletContext().getNamedDispatcher(servlet).forward(request, response);
  }

  @Test // requirement 51
  void forwardFromOpenPath_needsToken() throws Exception {
    RawHttp.Reply reply = site.get("/public/to?to=/api/who");
    assertEquals(401, reply.status());
    assertEquals("Bearer realm=\"watchword\"", reply.header("WWW-Authenticate"));
    assertFalse(reply.body().contains("principal"), reply.body());
  }

  @Test
  void forwardFromOpenPathWithToken_passes() throws Exception {
    RawHttp.Reply reply = site.get("/public/to?to=/api/who", bearer(ALICE));
    assertEquals(200, reply.status());
    assertEquals(TestPage.whoIs("alice", "FORWARD"), reply.body());
  }

  @Test
  void forwardFromOpenPathWithBadToken_isRefused() throws Exception {
    String bad = bearer(LiveTokens.tampered(ALICE));
    assertEquals(401, site.get("/public/to?to=/api/who", bad).status());
  }

  @Test
  void forwardToStricterPath_isCheckedByItsRule() throws Exception {
    RawHttp.Reply no = site.get("/api/to?to=/admin/who", bearer(ALICE));
    assertEquals(403, no.status(), no.toString());
    RawHttp.Reply reply = site.get("/api/to?to=/admin/who", bearer(ROOT));
    assertEquals(
        TestPage.whoIs("root", "FORWARD").replace("admin=false", "admin=true"), reply.body());
  }

  @Test
  void forwardToOpenPath_keepsCaller() throws Exception {
    RawHttp.Reply reply = site.get("/api/to?to=/public/to%3Fto=/api/who", bearer(ALICE));
    assertEquals(TestPage.whoIs("alice", "FORWARD"), reply.body());
  }

  @Test
  void forwardRefusedAfterPageHasBegun_isAnsweredByRefusalAlone() throws Exception {
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
  void forwardAfterPageHasBegunWithToken_passes() throws Exception {
    assertEquals(
        TestPage.whoIs("alice", "FORWARD"), site.get("/public/begun", bearer(ALICE)).body());
  }

  @Test
  void forwardBelowWebInf_keepsDecision() throws Exception {
    RawHttp.Reply open = site.get("/public/to?to=/WEB-INF/view");
    assertEquals(TestPage.nobody("FORWARD"), open.body());
    RawHttp.Reply guarded = site.get("/api/to?to=/WEB-INF/view", bearer(ALICE));
    assertEquals(TestPage.whoIs("alice", "FORWARD"), guarded.body());
  }

  @Test
  void forwardThroughWebInf_isNoBypass() throws Exception {
    for (String path : new String[] {"/WEB-INF/../api/who", "/WEB-INF/..;/api/who"}) {
      RawHttp.Reply reply = site.get("/public/to?to=" + path.replace(";", "%3B"));
      assertFalse(reply.body().contains("principal"), path + ": " + reply.body());
    }
  }

  @Test
  void forwardByName_keepsDecision() throws Exception {
    assertEquals(TestPage.nobody("FORWARD"), site.get("/public/named").body());
    assertEquals(TestPage.whoIs("alice", "FORWARD"), site.get("/api/named", bearer(ALICE)).body());
  }

  @Test
  void forwardByNameAfterForwardToGuardedPath_isRefused() throws Exception {
    assertEquals(401, site.get("/public/to?to=/api/named").status());
  }
}
