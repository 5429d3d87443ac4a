package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.token.Caller;
import org.junit.jupiter.api.Test;

/** What the application knows of a caller who is let in. */
@EachServer
class IdentityTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("public", "/public/*")
        .set("rules", "either")
        .set("rule.either", "/either optional")
        .page("/*", TestPage.WHO)
        .page(
            "/api/claims",
            (request, response) -> {
              Caller caller = (Caller) request.getUserPrincipal();
              response.getWriter().print(caller.claim("plan", String.class).orElse("none"));
            })
        .page(
            "/api/session",
            (request, response) ->
                response.getWriter().print(request.getSession(false) == null ? "none" : "some"));
  }

  @Test
  void caller_isPrincipal() throws Exception {
    RawHttp.Reply reply = site.get("/api", bearer(ALICE));
    assertEquals(200, reply.status());
    assertEquals(TestPage.whoIs("alice", "REQUEST"), reply.body());
  }

  @Test
  void caller_hasRolesOfToken() throws Exception {
    String root = LiveTokens.of(SECRET, "root", ",\"roles\":[\"admin\",\"user\"]");
    String expected = TestPage.whoIs("root", "REQUEST").replace("admin=false", "admin=true");
    assertEquals(expected, site.get("/api", bearer(root)).body());
  }

  @Test
  void caller_hasClaimsOfToken() throws Exception {
    String token = LiveTokens.of(SECRET, "alice", ",\"plan\":\"gold\"");
    assertEquals("gold", site.get("/api/claims", bearer(token)).body());
  }

  @Test // requirement 49
  void admittedRequest_makesNoSessionOrCookie() throws Exception {
    RawHttp.Reply reply = site.get("/api/session", bearer(ALICE));
    assertEquals("none", reply.body());
    assertNull(reply.header("Set-Cookie"));
  }

  @Test // requirement 36
  void scheme_isReadInAnyCase() throws Exception {
    for (String scheme : new String[] {"bearer", "BEARER", "Bearer  "}) {
      assertEquals(200, site.get("/api", "authorization: " + scheme + " " + ALICE).status());
    }
  }

  @Test
  void tokenOnOpenPath_isIgnored() throws Exception {
    String nobody = TestPage.nobody("REQUEST");
    assertEquals(nobody, site.get("/public/x").body());
    assertEquals(nobody, site.get("/public/x", bearer(ALICE)).body());
    assertEquals(nobody, site.get("/public/x", bearer("garbage")).body());
  }

  @Test
  void optionalPath_acceptsNoTokenButNoBadOne() throws Exception {
    assertEquals(TestPage.nobody("REQUEST"), site.get("/either").body());
    assertEquals(TestPage.whoIs("alice", "REQUEST"), site.get("/either", bearer(ALICE)).body());
    assertEquals(401, site.get("/either", bearer(LiveTokens.tampered(ALICE))).status());
  }

  @Test // requirement 57
  void caller_isGoneInNextRequestOnConnection() throws Exception {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n";
    String withToken = host + bearer(ALICE) + "\r\n\r\n";
    try (RawHttp connection = site.connect()) {
      String alice = TestPage.whoIs("alice", "REQUEST");
      assertEquals(alice, connection.send("GET /api" + withToken).body());
      assertEquals(
          TestPage.nobody("REQUEST"), connection.send("GET /public/x" + host + "\r\n").body());
      assertEquals(401, connection.send("GET /api" + host + "\r\n").status());
      assertEquals(alice, connection.send("GET /either" + withToken).body());
      assertEquals(
          TestPage.nobody("REQUEST"), connection.send("GET /either" + host + "\r\n").body());
    }
  }

  @Test // requirement 57
  void callersOnSameConnection_areNotMixedUp() throws Exception {
    String host = " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n";
    try (RawHttp connection = site.connect()) {
      for (String name : new String[] {"alice", "bob", "alice"}) {
        String token = bearer(LiveTokens.of(SECRET, name));
        String body = connection.send("GET /api" + host + token + "\r\n\r\n").body();
        assertEquals(TestPage.whoIs(name, "REQUEST"), body);
      }
    }
  }
}
