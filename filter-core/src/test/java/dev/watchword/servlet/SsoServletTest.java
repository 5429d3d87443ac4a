package dev.watchword.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sign-in of a portal: a token in, once; a cookie out, and on to a place that is listed. */
@EachServer
class SsoServletTest extends ServletAppTest {
  private static final String OWN_PAGE = "Sec-Fetch-Site: same-origin";

  @Override
  ServletApp application() {
    ServletApp site = new ServletApp();
    return site.set("limit.failures", "off")
        .set("issuers", "acme,globex,nosession,endless")
        .set("choose", "query widgetId")
        .set("issuer.acme.secret", TestSecrets.text("acme"))
        .set("issuer.acme.identity.session", "15m")
        .set("issuer.acme.singleuse.quota", "50")
        .set("issuer.globex.secret", TestSecrets.text("globex"))
        .set("issuer.globex.identity.session", "15m")
        .set("issuer.globex.singleuse.quota", "1")
        .set("issuer.nosession.secret", TestSecrets.text("nosession"))
        .set("issuer.endless.secret", TestSecrets.text("endless"))
        .set("issuer.endless.relax", "noexp")
        .set("issuer.endless.identity.session", "15m")
        .set("sso.origins", "https://portal.example")
        .set("rules", "sso,portal")
        .set("rule.sso", "/sso own")
        .set("rule.portal", "/portal/* kind widget issuer acme source cookie:__Host-watchword")
        .page("/*", TestPage.WHO)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(context -> context.addServlet("sso", new SsoServlet()).addMapping("/sso"));
  }

  private static Watchword watchword(ServletApp site) {
    SettingSource settings = SettingSource.of("context-param", true, site.params());
    return Watchword.builder().source(settings).clock(() -> Tokens.NOW).start();
  }

  private static Tokens token(String issuer, String jti) {
    byte[] secret = TestSecrets.text(issuer).getBytes(StandardCharsets.US_ASCII);
    return Tokens.good().secret(secret).claim("jti", jti);
  }

  /** An id that no other test of this class and server has used. */
  private String fresh() {
    return container + " " + System.nanoTime();
  }

  private static String query(String issuer, String token, String target) {
    return "?widgetId=%s&jwt=%s&return_to=%s"
        .formatted(issuer, token, URLEncoder.encode(target, StandardCharsets.UTF_8));
  }

  private RawHttp.Reply signIn(String target, String... headers) throws IOException {
    String token = token("acme", fresh()).text();
    return site.get("/sso" + query("acme", token, target), headers);
  }

  private static String cookie(RawHttp.Reply reply) {
    assertEquals(303, reply.status(), reply::body);
    String field = reply.header("Set-Cookie");
    return field.substring(0, field.indexOf(';'));
  }

  private static void assertNotSignedIn(int status, RawHttp.Reply reply) {
    assertEquals(status, reply.status(), reply::body);
    assertNull(reply.header("Set-Cookie"));
    assertNull(reply.header("Location"));
    assertEquals("no-referrer", reply.header("Referrer-Policy"));
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  @Test
  void signIn_leavesCookieAndCleansUrl() throws Exception {
    RawHttp.Reply reply = signIn("/portal/board?x=1");
    assertEquals(303, reply.status(), reply::body);
    assertEquals("/portal/board?x=1", reply.header("Location"));
    assertEquals("no-referrer", reply.header("Referrer-Policy"));
    assertEquals("no-store", reply.header("Cache-Control"));
    String field = reply.header("Set-Cookie");
    assertTrue(field.startsWith("__Host-watchword=eyJ"), field);
    assertTrue(field.endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=900"), field);
    assertEquals("", reply.body());
  }

  @Test // requirement 41
  void cookie_signsInAndObeysRulesOfCookies() throws Exception {
    String cookie = "Cookie: " + cookie(signIn("/portal/"));
    String alice = site.get("/portal/x", cookie).body();
    assertTrue(alice.contains("attribute=widget:acme/alice"), alice);
    assertEquals(200, site.post("/portal/x", "a=b", cookie, OWN_PAGE).status());
    assertEquals(403, site.post("/portal/x", "a=b", cookie).status());
    String elsewhere = "Origin: https://evil.example";
    assertEquals(403, site.post("/portal/x", "a=b", cookie, elsewhere).status());
    assertEquals(401, site.get("/api?widgetId=acme", cookie).status(), "no place for tokens there");
  }

  @Test // requirement 68
  void cookie_isNotTheTokenThatCame() throws Exception {
    String token = token("acme", fresh()).text();
    RawHttp.Reply reply = site.get("/sso" + query("acme", token, "/"));
    String session = cookie(reply).substring("__Host-watchword=".length());
    assertFalse(session.contains(token.substring(token.lastIndexOf('.'))));
    assertNotSignedIn(403, site.get("/sso" + query("acme", session, "/")));
    assertNotSignedIn(403, site.post("/sso", "widgetId=acme&jwt=" + session));
  }

  @Test // requirement 62
  void token_signsInOnce() throws Exception {
    String query = query("acme", token("acme", fresh()).text(), "/");
    assertEquals(303, site.get("/sso" + query).status());
    assertNotSignedIn(401, site.get("/sso" + query));
    assertNotSignedIn(401, site.post("/sso", query.substring(1)));
  }

  @Test // requirement 62
  void tokenThatCannotBeRemembered_isRefused() throws Exception {
    byte[] secret = TestSecrets.text("acme").getBytes(StandardCharsets.US_ASCII);
    String withoutId = Tokens.good().secret(secret).text();
    assertNotSignedIn(401, site.get("/sso" + query("acme", withoutId, "/")));
    String endless = token("endless", fresh()).without("exp").text();
    assertNotSignedIn(401, site.get("/sso" + query("endless", endless, "/")));
    long later = Tokens.NOW.plusSeconds(3700).getEpochSecond();
    String late = token("acme", fresh()).claim("exp", later).text();
    assertNotSignedIn(401, site.get("/sso" + query("acme", late, "/")));
    String first = query("globex", token("globex", fresh()).text(), "/");
    String second = query("globex", token("globex", fresh()).text(), "/");
    site.get("/sso" + first);
    assertNotSignedIn(503, site.get("/sso" + second));
  }

  @Test
  void form_signsInAsQueryDoes() throws Exception {
    String token = token("acme", fresh()).text();
    RawHttp.Reply reply =
        site.post("/sso", query("acme", token, "https://portal.example/b").substring(1));
    assertEquals(303, reply.status(), reply::body);
    assertEquals("https://portal.example/b", reply.header("Location"));
    assertEquals(
        303, site.post("/sso?widgetId=acme", "jwt=" + token("acme", fresh()).text()).status());
  }

  @Test
  void withoutReturnTo_signInLeadsHome() throws Exception {
    String token = token("acme", fresh()).text();
    assertEquals("/", site.get("/sso?widgetId=acme&jwt=" + token).header("Location"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "/\\evil.example",
        "/%2F/evil.example",
        "/..//evil.example",
        "https://evil.example/",
        "https://portal.example@evil.example/",
        "https://portal.example.evil.example/",
        "https://portal.example\\.evil.example/",
        "http://portal.example/",
        "javascript:alert(1)",
        "/x\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "data:text/html,x"
      })
  void otherPlace_isRefusedAndTokenStaysUnused(String target) throws Exception {
    String token = token("acme", fresh()).text();
    assertNotSignedIn(400, site.get("/sso" + query("acme", token, target)));
    assertNotSignedIn(400, site.post("/sso", query("acme", token, target).substring(1)));
    assertEquals(303, site.get("/sso" + query("acme", token, "/")).status());
  }

  @Test
  void parameterThatStandsTwice_isRefused() throws Exception {
    String token = token("acme", fresh()).text();
    String good = query("acme", token, "/");
    for (String more :
        List.of("&return_to=/x", "&return%5Fto=/x", "&jwt=" + token, "&widgetId=acme", "&a&a=")) {
      assertNotSignedIn(400, site.get("/sso" + good + more));
    }
    assertNotSignedIn(400, site.post("/sso" + good, "return_to=/x"));
    assertEquals(303, site.get("/sso" + good).status());
  }

  @Test
  void tokenThatIsNoUsersOwn_isRefused() throws Exception {
    assertNotSignedIn(401, site.get("/sso"));
    assertNotSignedIn(401, site.get("/sso?widgetId=acme&jwt=&return_to=/"));
    String good = token("acme", fresh()).text();
    assertNotSignedIn(401, site.get("/sso" + query("acme", LiveTokens.tampered(good), "/")));
    assertNotSignedIn(401, site.get("/sso" + query("globex", good, "/")));
    assertNotSignedIn(401, site.get("/sso?return_to=/&jwt=" + good));
    String client = token("acme", fresh()).claim("client_id", "app").text();
    assertNotSignedIn(403, site.get("/sso" + query("acme", client, "/")));
    assertNotSignedIn(401, site.get("/sso" + query("acme", "wpk_0123456789abcdef", "/")));
    String other = token("nosession", fresh()).text();
    assertNotSignedIn(403, site.get("/sso" + query("nosession", other, "/")));
  }

  @Test // a page must not sign its visitor in behind their back
  void requestInBackground_isRefusedAndTokenStaysUnused() throws Exception {
    String good = "/sso" + query("acme", token("acme", fresh()).text(), "/");
    for (String mode : List.of("no-cors", "cors", "same-origin", "websocket")) {
      assertNotSignedIn(403, site.get(good, "Sec-Fetch-Mode: " + mode));
    }
    assertNotSignedIn(
        403, site.get(good, "Sec-Fetch-Mode: navigate", "Sec-Purpose: prefetch;prerender"));
    assertEquals(303, site.get(good, "Sec-Fetch-Mode: navigate").status());
  }

  @Test
  void sessionThatNoCookieHolds_isRefused() throws Exception {
    String token = token("acme", fresh()).claim("email", "a".repeat(3500)).text();
    assertNotSignedIn(401, site.post("/sso", query("acme", token, "/").substring(1)));
  }

  @Test
  void otherMethod_isRefused() throws Exception {
    for (String method : List.of("HEAD", "PUT", "DELETE")) {
      String good = "/sso" + query("acme", token("acme", fresh()).text(), "/");
      RawHttp.Reply reply = site.call(method, good);
      assertTrue(reply.status() == 405 || reply.status() == 401, method);
      assertNull(reply.header("Set-Cookie"));
      assertEquals(303, site.get(good).status());
    }
  }
}
