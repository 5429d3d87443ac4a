package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.GuardEvent;
import dev.watchword.token.Reason;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page may include others; those it may not show stay out of it without a trace. */
@EachServer
class IncludeTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final List<GuardEvent> HEARD = new CopyOnWriteArrayList<>();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "admin")
        .set("rule.admin", "/admin/* role admin")
        .heardBy(HEARD::add)
        .page("/api/who", TestPage.WHO)
        .page("/admin/who", TestPage.WHO)
        .page("/WEB-INF/view", TestPage.WHO)
        .page("/public/api", including("/api/who"))
        .page("/public/view", including("/WEB-INF/view"))
        .page("/public/nested", including("/public/api"))
        .page("/api/admin", including("/admin/who"))
        .page("/public/named", IncludeTest::includeByName);
  }

  @BeforeEach
  void forget() {
    HEARD.clear();
  }

  private static TestPage including(String path) {
    return (request, response) -> {
      response.getWriter().print("[");
      request.getRequestDispatcher(path).include(request, response);
      response.getWriter().print("]");
    };
  }

  private static void includeByName(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getServletContext().getNamedDispatcher("page /api/who").include(request, response);
  }

  @Test // requirement 51
  void includeOfGuardedPath_leavesPageWhole() throws Exception {
    RawHttp.Reply reply = site.get("/public/api");
    assertEquals(200, reply.status());
    assertEquals("[]", reply.body());
    assertEquals(List.of(), reply.all("WWW-Authenticate"));
  }

  @Test
  void includeOfGuardedPath_isReported() throws Exception {
    site.get("/public/api");
    assertEquals(2, HEARD.size(), HEARD.toString());
    assertEquals(true, HEARD.get(0).passed());
    assertEquals(Reason.MISSING, HEARD.get(1).reason());
    assertEquals("/api/who", HEARD.get(1).path());
  }

  @Test
  void includeOfGuardedPathWithToken_passes() throws Exception {
    String who = TestPage.whoIs("alice", "INCLUDE");
    assertEquals("[" + who + "]", site.get("/public/api", bearer(ALICE)).body());
  }

  @Test
  void nestedInclude_isCheckedByInnermostPath() throws Exception {
    assertEquals("[[]]", site.get("/public/nested").body());
    String who = TestPage.whoIs("alice", "INCLUDE");
    assertEquals("[[" + who + "]]", site.get("/public/nested", bearer(ALICE)).body());
  }

  @Test
  void includeOfStricterPath_leavesPageWhole() throws Exception {
    RawHttp.Reply reply = site.get("/api/admin", bearer(ALICE));
    assertEquals(200, reply.status());
    assertEquals("[]", reply.body());
    assertEquals(Reason.ROLE, HEARD.get(1).reason());
  }

  @Test
  void includeBelowWebInfOrByName_keepsDecision() throws Exception {
    String nobody = TestPage.nobody("INCLUDE");
    assertEquals("[" + nobody + "]", site.get("/public/view").body());
    assertEquals(nobody, site.get("/public/named").body());
  }
}
