package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.GuardEvent;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on in another thread, or comes back from one, is judged by where it goes. */
@EachServer
class AsyncTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String ROOT = LiveTokens.of(SECRET, "root", ",\"roles\":[\"admin\"]");
  private static final List<GuardEvent> HEARD = new CopyOnWriteArrayList<>();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "admin,limited")
        .set("rule.admin", "/admin/* role admin")
        .set("rule.limited", "/limited limit once")
        .set("limit.once", "1/1h")
        .heardBy(HEARD::add)
        .page("/api/who", TestPage.WHO)
        .page("/admin/who", TestPage.WHO)
        .page("/api/thread", AsyncTest::answerInAThread)
        .page("/api/bare", AsyncTest::answerInAThreadBare)
        .page("/api/back", AsyncTest::comeBack)
        .page("/limited", AsyncTest::comeBack)
        .page("/public/to", (request, response) -> go(request.startAsync(request, response)))
        .page("/public/bare", (request, response) -> go(request.startAsync()))
        .page("/api/to", (request, response) -> go(request.startAsync(request, response)))
        .page("/api/bareto", (request, response) -> go(request.startAsync()));
  }

  @BeforeEach
  void forget() {
    HEARD.clear();
  }

  private static void go(AsyncContext async) {
    async.dispatch(async.getRequest().getParameter("to"));
  }

  private static void answerInAThread(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    async.start(() -> answer(async, request));
  }

  private static void answerInAThreadBare(
      HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.start(() -> answer(async, request));
  }

  private static void answer(AsyncContext async, HttpServletRequest request) {
    try {
      async.getResponse().getWriter().print(TestPage.who(request));
      async.complete();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void comeBack(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute("been") == null) {
      request.setAttribute("been", true);
      AsyncContext async = request.startAsync();
      async.start(async::dispatch);
    } else {
      response.getWriter().print(TestPage.who(request));
    }
  }

  @Test // requirement 57
  void otherThread_seesCaller() throws Exception {
    for (String path : List.of("/api/thread", "/api/bare")) {
      RawHttp.Reply reply = site.get(path, bearer(ALICE));
      assertEquals(TestPage.whoIs("alice", "REQUEST"), reply.body(), path);
    }
  }

  @Test // requirement 51
  void asyncDispatchToGuardedPath_needsToken() throws Exception {
    for (String path : List.of("/public/to", "/public/bare")) {
      assertEquals(401, site.get(path + "?to=/api/who").status(), path);
      RawHttp.Reply reply = site.get(path + "?to=/api/who", bearer(ALICE));
      assertEquals(TestPage.whoIs("alice", "ASYNC"), reply.body(), path);
    }
  }

  @Test
  void asyncDispatchToStricterPath_isCheckedByItsRule() throws Exception {
    for (String path : List.of("/api/to", "/api/bareto")) {
      String target = path + "?to=/admin/who";
      assertEquals(403, site.get(target, bearer(ALICE)).status(), path);
      String who = TestPage.whoIs("root", "ASYNC").replace("admin=false", "admin=true");
      assertEquals(who, site.get(target, bearer(ROOT)).body(), path);
    }
  }

  @Test
  void asyncDispatchBack_keepsCallerAndIsOneDecision() throws Exception {
    RawHttp.Reply reply = site.get("/api/back", bearer(ALICE));
    assertEquals(TestPage.whoIs("alice", "ASYNC"), reply.body());
    assertEquals(1, HEARD.size(), HEARD.toString());
  }

  @Test
  void asyncDispatchBack_isNotChargedAgain() throws Exception {
    String token = bearer(LiveTokens.of(SECRET, "once"));
    assertEquals(TestPage.whoIs("once", "ASYNC"), site.get("/limited", token).body());
    assertEquals(429, site.get("/limited", token).status());
  }
}
