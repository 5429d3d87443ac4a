package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Pages of listed origins may call, and read our refusals; pages of others may not. */
@EachServer
class CorsTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String LISTED = "Origin: https://app.example";
  private static final String OTHER = "Origin: https://evil.example";
  private static final String ASKS = "Access-Control-Request-Method: PUT";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("cors.origins", "https://app.example,http://localhost:3000")
        .page("/*", TestPage.WHO);
  }

  private static void assertOpenTo(String origin, RawHttp.Reply reply) {
    assertEquals(origin, reply.header("Access-Control-Allow-Origin"));
    assertEquals("Origin", reply.header("Vary"));
    assertNull(reply.header("Access-Control-Allow-Credentials"));
  }

  @Test // requirement 54
  void preflightOfListedOrigin_isAnsweredWithoutToken() throws Exception {
    RawHttp.Reply reply = site.call("OPTIONS", "/api", LISTED, ASKS);
    assertEquals(204, reply.status());
    assertOpenTo("https://app.example", reply);
    assertTrue(reply.header("Access-Control-Allow-Methods").contains("PUT"));
    assertEquals("Authorization, Content-Type", reply.header("Access-Control-Allow-Headers"));
    assertEquals("3600", reply.header("Access-Control-Max-Age"));
  }

  @Test
  void preflightOfUnlistedOrigin_needsToken() throws Exception {
    RawHttp.Reply reply = site.call("OPTIONS", "/api", OTHER, ASKS);
    assertEquals(401, reply.status());
    assertNull(reply.header("Access-Control-Allow-Origin"));
  }

  @Test // requirement 54
  void optionsThatAreNoPreflight_needToken() throws Exception {
    assertEquals(401, site.call("OPTIONS", "/api", LISTED).status());
    assertEquals(401, site.call("OPTIONS", "/api", ASKS).status());
    assertEquals(401, site.call("OPTIONS", "/api", LISTED, LISTED, ASKS).status());
    assertEquals(401, site.call("POST", "/api", LISTED, ASKS, "Content-Length: 0").status());
  }

  @Test
  void refusal_canBeReadByListedPage() throws Exception {
    RawHttp.Reply reply = site.get("/api", LISTED);
    assertEquals(401, reply.status());
    assertOpenTo("https://app.example", reply);
    String exposed = reply.header("Access-Control-Expose-Headers");
    assertTrue(exposed.contains("WWW-Authenticate") && exposed.contains("Retry-After"), exposed);
  }

  @Test
  void answer_canBeReadByListedPage() throws Exception {
    RawHttp.Reply reply = site.get("/api", "Origin: http://localhost:3000", bearer(ALICE));
    assertEquals(200, reply.status());
    assertOpenTo("http://localhost:3000", reply);
  }

  @Test
  void answer_cannotBeReadByUnlistedPage() throws Exception {
    for (String origin : new String[] {OTHER, "Origin: null", "Origin: https://APP.example"}) {
      assertNull(site.get("/api", origin).header("Access-Control-Allow-Origin"), origin);
      RawHttp.Reply reply = site.get("/api", origin, bearer(ALICE));
      assertNull(reply.header("Access-Control-Allow-Origin"), origin);
      assertEquals("Origin", reply.header("Vary"));
    }
  }
}
