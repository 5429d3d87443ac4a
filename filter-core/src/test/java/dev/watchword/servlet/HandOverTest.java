package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One rule lets a request in, another takes it over: the answer has the headers, and the client the
 * limits, of the one that decides last.
 */
@EachServer
class HandOverTest extends ServletAppTest {
  private static final String ACME = LiveTokens.secret();
  private static final String GLOBEX = LiveTokens.secret();

  @Override
  ServletApp application() {
    return ServletApp.withoutSecret()
        .set("issuers", "acme,globex")
        .set("issuer.acme.secret", ACME)
        .set("issuer.globex.secret", GLOBEX)
        .set("choose", "query w")
        .set("public", "/public/*")
        .set("rules", "query,cookie,mixed,heavy,suffix,openheavy")
        .set("rule.query", "/query/* source query:token kind signed issuer acme")
        .set("rule.cookie", "/cookie/* source cookie:jwt issuer acme")
        .set("rule.mixed", "/mixed/* optional source header:X-Jwt issuer acme")
        .set("rule.heavy", "/heavy/* issuer acme limit 1/1h")
        .set("rule.suffix", "/report.txt issuer acme limit 1/1h")
        .set("rule.openheavy", "/open/heavy public limit 1/1h")
        .page("/query/who", TestPage.WHO)
        .page("/cookie/who", TestPage.WHO)
        .page("/cookie/cached", HandOverTest::cached)
        .page("/mixed/who", TestPage.WHO)
        .page("/heavy/who", TestPage.WHO)
        .page("/report.txt", TestPage.WHO)
        .page("/open/heavy", TestPage.WHO)
        .page("/public/to", HandOverTest::asAsked)
        .page("/api/to", HandOverTest::asAsked)
        .page("/api/who", TestPage.WHO);
  }

  private static void asAsked(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(request.getParameter("to")).forward(request, response);
  }

  private static void cached(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "max-age=60");
    response.addHeader("Vary", "Accept");
    response.getWriter().print(TestPage.who(request));
  }

  private static String alice() {
    return LiveTokens.of(ACME, "alice");
  }

  // Headers

  @Test // requirement 40
  void queryTokenBehindOpenPage_keepsAnswerPrivate() throws Exception {
    RawHttp.Reply direct = site.get("/query/who?token=" + alice());
    RawHttp.Reply forwarded = site.get("/public/to?to=/query/who&token=" + alice());
    for (RawHttp.Reply reply : List.of(direct, forwarded)) {
      assertEquals(200, reply.status(), reply.body());
      assertEquals("private, no-store", reply.header("Cache-Control"), reply.toString());
      assertEquals("no-referrer", reply.header("Referrer-Policy"));
    }
  }

  @Test
  void limitBehindOpenPage_isToldToClient() throws Exception {
    RawHttp.Reply reply =
        site.get("/public/to?to=/heavy/who", bearer(LiveTokens.of(ACME, "carol")));
    assertEquals(200, reply.status(), reply.body());
    assertTrue(reply.header("RateLimit").endsWith("r=0;t=3600"), reply.toString());
  }

  @Test // RFC 9111 section 3.5: shared caches know Authorization alone
  void answerToCookieOrOtherHeader_isKeptOutOfSharedCaches() throws Exception {
    RawHttp.Reply cookie = site.get("/cookie/who", "Cookie: jwt=" + alice());
    assertEquals(200, cookie.status(), cookie.body());
    assertEquals("private", cookie.header("Cache-Control"));
    assertEquals("Cookie", cookie.header("Vary"));
    RawHttp.Reply header = site.get("/mixed/who", "X-Jwt: " + alice());
    assertEquals("private", header.header("Cache-Control"));
    assertEquals("X-Jwt", header.header("Vary"));
  }

  @Test
  void answerThatTokenWouldChange_variesByIt() throws Exception {
    RawHttp.Reply nobody = site.get("/mixed/who");
    assertEquals(200, nobody.status(), nobody.body());
    assertEquals(null, nobody.header("Cache-Control"));
    assertEquals("X-Jwt", nobody.header("Vary"));
  }

  @Test
  void answerToAuthorization_isLeftAlone() throws Exception {
    RawHttp.Reply reply = site.get("/api/who?w=acme", bearer(alice()));
    assertEquals(200, reply.status(), reply.body());
    assertEquals(null, reply.header("Cache-Control"));
    assertEquals(null, reply.header("Vary"));
  }

  @Test
  void cachingSetByApplication_stays() throws Exception {
    RawHttp.Reply reply = site.get("/cookie/cached", "Cookie: jwt=" + alice());
    assertEquals("max-age=60", reply.header("Cache-Control"));
    assertEquals("Cookie, Accept", reply.header("Vary"));
  }

  // Limits

  @Test
  void limitBehindGuardedPath_isCharged() throws Exception {
    String to = "/api/to?w=acme&to=/heavy/who";
    assertEquals(200, site.get(to, bearer(alice())).status());
    assertEquals(429, site.get(to, bearer(alice())).status());
    assertEquals(429, site.get("/heavy/who", bearer(alice())).status());
  }

  @Test
  void limitOfSingleFile_isCharged() throws Exception {
    assertEquals(200, site.get("/report.txt", bearer(alice())).status());
    assertEquals(429, site.get("/report.txt", bearer(alice())).status());
  }

  @Test
  void limitOfOpenPathBehindGuardedOne_isCharged() throws Exception {
    String to = "/api/to?w=acme&to=/open/heavy";
    assertEquals(200, site.get(to, bearer(alice())).status());
    assertEquals(429, site.get(to, bearer(alice())).status());
  }

  // Issuers

  @Test
  void forwardThatPicksOtherIssuer_isCheckedAnew() throws Exception {
    String same = "/api/to?w=acme&to=/api/who%3Fw=acme";
    RawHttp.Reply reply = site.get(same, bearer(alice()));
    assertEquals(200, reply.status(), reply.body());
    String other = "/api/to?w=acme&to=/api/who%3Fw=globex";
    RawHttp.Reply refused = site.get(other, bearer(alice()));
    assertFalse(refused.body().contains("principal=alice"), refused.body());
    assertTrue(refused.status() == 400 || refused.status() == 401, refused.toString());
  }
}
