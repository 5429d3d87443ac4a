package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tokens in cookies, which browsers send on their own, and in queries, which everybody logs. */
@EachServer
class TokenSourceTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String ALICE = LiveTokens.of(SECRET, "alice");
  private static final String COOKIE = "Cookie: theme=dark; session=" + ALICE + "; lang=en";

  @Override
  ServletApp application() {
    return ServletApp.with(SECRET)
        .set("cors.origins", "https://app.example")
        .set("rules", "cookie,query")
        .set("rule.cookie", "/cookie/* source cookie:session")
        .set("rule.query", "/query/* kind signed source bearer,query:access_token")
        .page("/*", TestPage.WHO);
  }

  private int postWithCookie(String... headers) throws Exception {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = COOKIE;
    return site.post("/cookie/x", "a=b", all).status();
  }

  @Test
  void cookie_isReadOnlyWhereRuleSaysSo() throws Exception {
    assertEquals(TestPage.whoIs("alice", "REQUEST"), site.get("/cookie/x", COOKIE).body());
    assertEquals(401, site.get("/api", COOKIE).status());
    assertEquals(401, site.get("/cookie/x", bearer(ALICE)).status());
  }

  @Test
  void twoCookiesOfSameName_areBadRequest() throws Exception {
    assertEquals(400, site.get("/cookie/x", COOKIE + "; session=" + ALICE).status());
    assertEquals(400, site.get("/cookie/x", COOKIE, COOKIE).status());
  }

  @Test // requirement 41
  void unsafeMethodWithCookie_needsProofOfOwnPage() throws Exception {
    assertEquals(403, postWithCookie());
    assertEquals(403, postWithCookie("Origin: https://evil.example"));
    assertEquals(403, postWithCookie("Origin: null"));
    assertEquals(403, postWithCookie("Sec-Fetch-Site: cross-site"));
    assertEquals(403, postWithCookie("Sec-Fetch-Site: same-site"));
    assertEquals(403, postWithCookie("Sec-Fetch-Site: none"));
    assertEquals(200, postWithCookie("Sec-Fetch-Site: same-origin"));
    assertEquals(200, postWithCookie("Origin: https://app.example"));
    assertEquals(200, postWithCookie("Origin: http://127.0.0.1:" + site.port()));
  }

  @Test
  void sameOriginBehindProxyThatRewritesHost_holds() throws Exception {
    assertEquals(
        200, postWithCookie("Origin: https://public.example", "Sec-Fetch-Site: same-origin"));
    assertEquals(
        403, postWithCookie("Origin: https://public.example", "Sec-Fetch-Site: same-site"));
    assertEquals(
        403, postWithCookie("Origin: https://app.example", "Origin: https://evil.example"));
  }

  @Test
  void listedOrigin_maySendCookies() throws Exception {
    RawHttp.Reply reply = site.get("/cookie/x", COOKIE, "Origin: https://app.example");
    assertEquals("true", reply.header("Access-Control-Allow-Credentials"));
    reply = site.get("/cookie/x", COOKIE, "Origin: https://evil.example");
    assertNull(reply.header("Access-Control-Allow-Credentials"));
  }

  @Test // requirement 40
  void answerToQueryToken_isKeptOutOfCachesAndReferrers() throws Exception {
    RawHttp.Reply reply = site.get("/query/x?a=b&access_token=" + ALICE);
    assertEquals(TestPage.whoIs("alice", "REQUEST"), reply.body());
    assertEquals("private, no-store", reply.header("Cache-Control"));
    assertEquals("no-referrer", reply.header("Referrer-Policy"));
  }

  @Test
  void answerToHeaderTokenOnQueryPath_sendsNoReferrerPolicy() throws Exception {
    RawHttp.Reply reply = site.get("/query/x", bearer(ALICE));
    assertEquals(200, reply.status());
    assertNull(reply.header("Referrer-Policy"));
  }

  @Test // requirement 38
  void queryToken_isReadOnceAndOnlyWhereRuleSaysSo() throws Exception {
    assertEquals(401, site.get("/api?access_token=" + ALICE).status());
    String twice = "/query/x?access_token=" + ALICE + "&access_token=" + ALICE;
    assertEquals(400, site.get(twice).status());
    assertEquals(400, site.get("/query/x?access_token=" + ALICE, bearer(ALICE)).status());
    assertEquals(401, site.post("/query/x?access_token=" + ALICE, "a=b").status());
  }

  @Test
  void refusal_doesNotRepeatQuery() throws Exception {
    RawHttp.Reply reply = site.get("/query/x?access_token=hunter2hunter2");
    assertEquals(401, reply.status());
    assertTrue(!reply.toString().contains("hunter2"), reply.toString());
  }
}
