package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What no refusal does, whatever its reason: begin a session, set a cookie, say anything of the
 * request or its token, or let the server's own error page speak (requirements 46, 48 and 49).
 */
@EachServer
class RefusalTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String CANARY = "CANARY7f3a";
  private static final String ALICE = LiveTokens.of(SECRET, CANARY, ",\"plan\":\"" + CANARY + "\"");

  private final AtomicInteger sessions = new AtomicInteger();

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("rules", "admin,closed,cookie,limited,query")
        .set("rule.admin", "/admin/* role admin")
        .set("rule.closed", "/closed/* deny")
        .set("rule.cookie", "/cookie/* source cookie:jwt")
        .set("rule.limited", "/limited/* public limit once")
        .set("rule.query", "/query/* kind signed source query:t")
        .set("limit.once", "1/1h")
        .set("cors.origins", "https://app.example")
        .errorPage("/error")
        .page("/*", TestPage.WHO)
        .adding(context -> context.addListener(new Sessions(sessions)));
  }

  private record Sessions(AtomicInteger begun) implements HttpSessionListener {
    @Override
    public void sessionCreated(HttpSessionEvent event) {
      begun.incrementAndGet();
    }
  }

  private record Refused(int status, String target, String... headers) {}

  private static Stream<Refused> refused() {
    String long9 = "e".repeat(6000) + CANARY;
    return Stream.of(
        new Refused(401, "/api"),
        new Refused(401, "/api", "Authorization: Basic " + CANARY),
        new Refused(401, "/api", bearer(CANARY)),
        new Refused(401, "/api", bearer(LiveTokens.tampered(ALICE))),
        new Refused(401, "/api", bearer(LiveTokens.of(LiveTokens.secret(), CANARY))),
        new Refused(401, "/api", bearer(LiveTokens.expired(SECRET))),
        new Refused(401, "/api", bearer(long9)),
        new Refused(400, "/api", bearer(ALICE), bearer(ALICE)),
        new Refused(400, "/api", bearer(ALICE + " " + CANARY)),
        new Refused(403, "/admin/" + CANARY, bearer(ALICE)),
        new Refused(403, "/closed/" + CANARY, bearer(ALICE)),
        new Refused(429, "/limited/" + CANARY),
        new Refused(401, "/query/x?t=" + CANARY),
        new Refused(400, "/query/x?t=" + ALICE + "&t=" + CANARY),
        new Refused(401, "/" + CANARY + "?" + CANARY + "=" + CANARY));
  }

  /** A session that is there already would not be begun. */
  private static String[] with(String[] headers) {
    return Stream.concat(
            Stream.of(headers),
            Stream.of(
                "X-" + CANARY + ": " + CANARY,
                "User-Agent: " + CANARY,
                "Referer: http://" + CANARY + "/",
                "Origin: https://" + CANARY + ".example"))
        .toArray(String[]::new);
  }

  private void assertModest(RawHttp.Reply reply, Refused refused) {
    String what = refused + " -> " + reply;
    assertEquals(refused.status(), reply.status(), what);
    assertEquals(List.of(), reply.all("Set-Cookie"), what);
    assertFalse(reply.toString().contains(CANARY), what);
    assertFalse(reply.toString().contains(ALICE.substring(30, 60)), what);
    assertEquals("application/problem+json", reply.header("Content-Type"), what);
    assertEquals("no-store", reply.header("Cache-Control"), what);
    assertEquals(1, reply.all("Content-Length").size(), what);
    assertEquals(0, sessions.get(), what);
  }

  @Test // requirements 46, 48 and 49
  void refusal_leavesNoTraceOfRequest() throws Exception {
    site.get("/limited/x");
    for (Refused refused : refused().toList()) {
      assertModest(site.get(refused.target(), with(refused.headers())), refused);
    }
  }

  @Test // requirements 46 and 49: nor by any other method
  void refusal_leavesNoTraceOfMethodOrBody() throws Exception {
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "OPTIONS", CANARY)) {
      Refused refused = new Refused(401, "/" + CANARY);
      String[] headers = with(new String[] {"Content-Length: 0"});
      assertModest(site.call(method, refused.target(), headers), refused);
    }
    Refused posted = new Refused(401, "/api");
    assertModest(site.post("/api", "a=" + CANARY, with(posted.headers())), posted);
    Refused crossSite = new Refused(403, "/cookie/x", "Cookie: jwt=" + ALICE);
    assertModest(site.post("/cookie/x", "a=" + CANARY, with(crossSite.headers())), crossSite);
  }
}
