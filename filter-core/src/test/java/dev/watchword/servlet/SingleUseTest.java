package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.GuardEvent;
import dev.watchword.token.Reason;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirement 62: a request uses its token once, however it is sent on; the next is a replay. */
@EachServer
class SingleUseTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final List<GuardEvent> HEARD = new CopyOnWriteArrayList<>();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("singleuse", "on")
        .set("public", "/public/*")
        .set("rules", "once,admin")
        .set("rule.once", "/once/* once")
        .set("rule.admin", "/admin/* role admin")
        .heardBy(HEARD::add)
        .page("/api/who", TestPage.WHO)
        .page("/once/who", TestPage.WHO)
        .page("/admin/who", TestPage.WHO)
        .page("/api/forward", forward("/once/who"))
        .page("/public/forward", forward("/once/who"))
        .page("/api/include", including("/api/who", "/once/who", "/api/who"))
        .page("/public/include", including("/api/who", "/once/who", "/api/who"))
        .page("/api/denied", including("/admin/who", "/once/who"))
        .page("/api/async", SingleUseTest::dispatch)
        .page("/public/async", SingleUseTest::dispatch);
  }

  @BeforeEach
  void forget() {
    HEARD.clear();
  }

  private static TestPage forward(String path) {
    return (request, response) -> request.getRequestDispatcher(path).forward(request, response);
  }

  private static TestPage including(String... paths) {
    return (request, response) -> {
      for (String path : paths) {
        request.getRequestDispatcher(path).include(request, response);
      }
    };
  }

  private static void dispatch(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync();
    async.dispatch("/once/who");
  }

  private static String token(String jti) {
    return bearer(LiveTokens.of(SECRET, "alice", ",\"jti\":\"" + jti + "\""));
  }

  @ParameterizedTest // requirement 62
  @ValueSource(
      strings = {
        "/api/who",
        "/once/who",
        "/api/forward",
        "/public/forward",
        "/api/include",
        "/public/include",
        "/api/async",
        "/public/async"
      })
  void secondRequest_isReplay(String path) throws Exception {
    String token = token(path);
    RawHttp.Reply first = site.get(path, token);
    assertEquals(200, first.status(), first::body);
    assertEquals(List.of(), HEARD.stream().map(GuardEvent::reason).filter(r -> r != null).toList());
    HEARD.clear();
    assertEquals(401, site.get("/api/who", token).status());
    assertEquals(Reason.REPLAYED, HEARD.get(0).reason());
  }

  @Test
  void deniedIncludeAndRequest_useUpNothing() throws Exception {
    assertEquals(403, site.get("/admin/who", token("d")).status());
    assertEquals(200, site.get("/api/denied", token("d")).status());
    assertEquals(401, site.get("/api/denied", token("d")).status());
  }
}
