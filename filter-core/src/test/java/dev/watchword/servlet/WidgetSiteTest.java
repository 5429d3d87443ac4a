package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.guard.Visitor;
import dev.watchword.settings.SettingSource;
import dev.watchword.testing.TestData;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requirements 66 to 68 over sockets: a site with a widget, its vendor's pages and /identify. */
@EachServer
class WidgetSiteTest extends ServletAppTest {
  private static final String TOKEN = "wpk_0123456789abcdef";
  private static final String PAGE = "Origin: https://app.example";
  private static final String FEED = "/feed/x?user_id=bob&token=" + TOKEN;
  private static final int LARGEST = 64 * 1024;

  /** Says who it is, and where the application would look for a visitor. */
  private static String who(HttpServletRequest request) {
    Object visitor = request.getAttribute(Visitor.class.getName());
    String whom = visitor instanceof Visitor known ? known.unverifiedUserId() : "" + visitor;
    return TestPage.who(request) + " visitor=" + whom;
  }

  @Override
  ServletApp application() {
    ServletApp site = ServletApp.with(TestSecrets.text("site"));
    return site.set("publishable", TOKEN)
        .set("publishable.origins", "https://app.example")
        .set("identity.legacy", "warn")
        .set("identity.secret", TestSecrets.text("hashes"))
        .set("rules", "feed,again,identify,shown")
        .set("rule.feed", "/feed/* publishable source bearer,query:token")
        .set("rule.again", "/again publishable source bearer,query:token")
        .set("rule.identify", "POST /identify own")
        .set("rule.shown", "/shown public")
        .errorPage("/error")
        .page("/*", WidgetSiteTest::show)
        .page("/error", WidgetSiteTest::show)
        .page("/feed/418", (request, response) -> response.sendError(418))
        .page("/feed/throws", (request, response) -> fail())
        .page("/feed/to/*", WidgetSiteTest::forward)
        .page("/feed/strict/*", WidgetSiteTest::forwardWithPolicy)
        .adding(context -> ServletApp.give(context, watchword(site)))
        .adding(
            context ->
                context.addServlet("identify", new IdentifyServlet()).addMapping("/identify"));
  }

  private static Watchword watchword(ServletApp site) {
    SettingSource settings = SettingSource.of("context-param", true, site.params());
    return Watchword.builder().source(settings).clock(() -> Tokens.NOW).start();
  }

  private static void show(HttpServletRequest request, jakarta.servlet.http.HttpServletResponse to)
      throws IOException {
    to.getWriter().print(who(request));
  }

  private static void fail() throws ServletException {
    throw new ServletException("the application failed");
  }

  private static void forward(
      HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(request.getPathInfo()).forward(request, response);
  }

  private static void forwardWithPolicy(
      HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
      throws ServletException, IOException {
    response.addHeader("Content-Security-Policy", "default-src 'self'");
    forward(request, response);
  }

  private static String signed(String typ) {
    byte[] secret = TestSecrets.text("site").getBytes(StandardCharsets.US_ASCII);
    return Tokens.good().header("typ", typ).secret(secret).text();
  }

  private static String hash(String user) {
    byte[] secret = TestSecrets.text("hashes").getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(Tokens.mac(user, "HmacSHA256", secret));
  }

  // A publishable token

  @Test
  void visitor_isSeenAndIsNotPrincipal() throws Exception {
    for (String target : List.of(FEED, "/feed/to/again?user_id=bob&token=" + TOKEN)) {
      RawHttp.Reply reply = site.get(target, PAGE);
      assertEquals(200, reply.status(), reply::body);
      String dispatch = target.equals(FEED) ? "REQUEST" : "FORWARD";
      assertEquals(TestPage.nobody(dispatch) + " visitor=bob", reply.body());
      assertEquals("frame-ancestors https://app.example", reply.header("Content-Security-Policy"));
      assertEquals("private, no-store", reply.header("Cache-Control"));
      assertEquals("no-referrer", reply.header("Referrer-Policy"));
      assertNull(reply.header("Set-Cookie"));
    }
  }

  /** Several policies hold all at once, so ours leaves the page's where it is. */
  @Test
  void policyOfForwardingPage_staysBesideOurs() throws Exception {
    RawHttp.Reply reply = site.get("/feed/strict/again?user_id=bob&token=" + TOKEN, PAGE);

    assertEquals(200, reply.status(), reply::body);
    assertEquals(
        List.of("frame-ancestors https://app.example", "default-src 'self'"),
        reply.all("Content-Security-Policy"));
  }

  @Test
  void caller_isNotVisitor() throws Exception {
    String alice = TestPage.whoIs("alice", "REQUEST") + " visitor=null";
    String user = TestPage.whichUserIs("alice", "REQUEST") + " visitor=null";
    String widget = signed("widget+jwt");
    assertEquals(user, site.get("/feed/x?user_id=bob", bearer(widget)).body());
    assertEquals(user, site.get("/feed/x?user_id=bob&token=" + widget).body());
    assertEquals(alice, site.get("/api?user_id=bob", bearer(signed("JWT"))).body());
  }

  @Test // requirement 67
  void visitorElsewhere_isRefused() throws Exception {
    assertEquals(403, site.get("/api", bearer(TOKEN)).status());
    assertEquals(403, site.get("/feed/to/api?user_id=bob", bearer(TOKEN)).status());
    assertEquals(403, site.post("/feed/x?user_id=bob", "a=b", bearer(TOKEN)).status());
    assertEquals(403, site.get(FEED, "Origin: https://evil.example").status());
    assertEquals(403, site.get(FEED, "Origin: null").status());
    assertEquals(403, site.get(FEED, PAGE, PAGE).status());
    assertEquals(400, site.get("/feed/x?token=" + TOKEN, PAGE).status());
    assertEquals(400, site.get(FEED + "&user_id=eve", PAGE).status());
    assertEquals(400, site.get(FEED + "&token=" + TOKEN, PAGE).status());
    assertEquals(401, site.get(FEED + "0", PAGE).status());
  }

  @Test // requirement 68
  void tokenKinds_doNotInterchange() throws Exception {
    assertEquals(403, site.get("/feed/x?user_id=bob", bearer(signed("JWT"))).status());
    assertEquals(403, site.get("/api", bearer(signed("widget+jwt"))).status());
    assertEquals(401, site.get("/api", bearer("wpk_" + signed("JWT"))).status());
  }

  @Test
  void errorPage_seesNoVisitor() throws Exception {
    for (String path : List.of("/feed/418", "/feed/throws")) {
      RawHttp.Reply reply = site.get(path + "?user_id=bob&token=" + TOKEN);
      assertEquals(path.endsWith("418") ? 418 : 500, reply.status());
      assertEquals(TestPage.nobody("ERROR") + " visitor=null", reply.body());
    }
  }

  @Test // requirement 57
  void visitor_isGoneInNextRequestOnConnection() throws Exception {
    String rest = " HTTP/1.1\r\nHost: 127.0.0.1:" + site.port() + "\r\n\r\n";
    try (RawHttp connection = site.connect()) {
      assertTrue(connection.send("GET " + FEED + rest).body().endsWith("visitor=bob"));
      assertTrue(connection.send("GET /shown" + rest).body().endsWith("visitor=null"));
      assertEquals(401, connection.send("GET /feed/x?user_id=bob" + rest).status());
    }
  }

  // POST /identify

  private RawHttp.Reply identify(String body, String... headers) throws IOException {
    return site.post("/identify", body, headers);
  }

  private static Set<String> fields(JsonNode json) {
    Set<String> names = new java.util.TreeSet<>();
    json.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void identify_tellsUserAndAssurance() throws Exception {
    RawHttp.Reply reply =
        identify("{\"jwt\":\"" + signed("JWT") + "\",\"user_id\":\"bob\",\"role\":\"x\"}");
    assertEquals(
        "{\"assurance\":\"signed\",\"issuer\":\"default\",\"user\":\"alice\",\"trusted\":{},"
            + "\"untrusted\":{},\"ignored\":{\"user_id\":\"is not looked at beside a token\","
            + "\"role\":\"counts only in a signed token\"}}",
        reply.body());
    assertEquals("no-store", reply.header("Cache-Control"));
    assertEquals("application/json", reply.header("Content-Type").replaceFirst(";.*", ""));

    JsonNode hashed =
        TestData.parse(
            identify("{\"userId\":\"carol\",\"userHMAC\":\"" + hash("carol") + "\"}").body());
    assertEquals("legacy_hmac", hashed.get("assurance").textValue());
    assertEquals("carol", hashed.get("user").textValue());
    assertTrue(hashed.get("warning").textValue().contains("send a signed token instead"));
  }

  @Test // requirement 67
  void identify_marksVisitorAsUnverified() throws Exception {
    String body = "{\"token\":\"" + TOKEN + "\",\"user_id\":\"bob\",\"name\":\"Bob\"}";
    JsonNode json = TestData.parse(identify(body, PAGE).body());
    assertEquals("publishable", json.get("assurance").textValue());
    assertEquals("bob", json.get("unverified_user").textValue());
    assertFalse(fields(json).contains("user"), json::toString);
    assertEquals("{}", json.get("trusted").toString());
    assertEquals(403, identify(body, "Origin: https://evil.example").status());
    assertEquals(400, identify("{\"token\":\"" + TOKEN + "\"}", PAGE).status());
  }

  @Test // requirement 66
  void identify_refusesWrongOrMissingProof() throws Exception {
    String jwt = signed("JWT");
    assertEquals(401, identify("{}").status());
    assertEquals(401, identify("{\"userId\":\"alice\"}").status());
    assertEquals(401, identify("{\"jwt\":\"" + LiveTokens.tampered(jwt) + "\"}").status());
    assertEquals(401, identify("{\"jwt\":\"" + jwt + "\",\"userId\":\"bob\"}").status());
    String both = "{\"jwt\":\"" + jwt + "\",\"userId\":\"alice\",\"userHMAC\":\"";
    assertEquals(400, identify(both + hash("alice") + "\"}").status());
    String bobs = "{\"userId\":\"bob\",\"userHMAC\":\"" + hash("alice") + "\"}";
    RawHttp.Reply reply = identify(bobs);
    assertEquals(401, reply.status());
    assertEquals("application/problem+json", reply.header("Content-Type"));
    assertTrue(reply.header("WWW-Authenticate").contains("invalid_token"));
    assertEquals("no-store", reply.header("Cache-Control"));
    assertFalse(reply.body().contains("bob"), reply::body);
  }

  @Test
  void identify_readsOneStrictJsonObject() throws Exception {
    String jwt = "\"jwt\":\"" + signed("JWT") + "\"";
    for (String body :
        List.of(
            "",
            "[]",
            "null",
            "[{" + jwt + "}]",
            "{" + jwt + "}{}",
            "{" + jwt + "},",
            "{" + jwt + "," + jwt + "}",
            "{" + jwt + ",\"user\\u0049d\":\"bob\",\"userId\":\"alice\"}",
            "{" + jwt + ",\"a\":{\"b\":1,\"b\":1}}",
            "{'jwt':1}",
            "{" + jwt + ",/**/\"a\":1}",
            "{" + jwt + ",\"a\":NaN}",
            "{" + jwt + ",\"a\":1e999}",
            "{" + jwt + ",\"a\":\"\u00ff\"}",
            "\u00ef\u00bb\u00bf{" + jwt + "}",
            "{" + jwt + ",\"a\":" + "[".repeat(33) + "]".repeat(33) + "}",
            "jwt=" + signed("JWT"))) {
      assertEquals(400, identify(body).status(), body);
    }
    assertEquals(200, identify(" \r\n{" + jwt + "}\r\n ").status());
  }

  @Test
  void identify_reads64KibAndNotOneByteMore() throws Exception {
    String start = "{\"jwt\":\"" + signed("JWT") + "\",\"x\":\"";
    String most = start + "a".repeat(LARGEST - start.length() - 2) + "\"}";
    assertEquals(LARGEST, most.length());
    assertEquals(200, identify(most).status());
    assertEquals(413, identify(most + " ").status());
  }

  @Test
  void identify_acceptsPostAlone() throws Exception {
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      assertEquals(401, site.call(method, "/identify").status(), method);
      RawHttp.Reply reply = site.call(method, "/identify", bearer(signed("JWT")));
      assertEquals(405, reply.status(), method);
      assertEquals("POST", reply.header("Allow"));
    }
  }

  @Test // a bearer token says who calls, and a widget's user is said in the body
  void identify_ignoresHeadersAndQuery() throws Exception {
    assertEquals(401, identify("{\"userId\":\"alice\"}", bearer(signed("JWT"))).status());
    assertEquals(401, identify("{}", "Cookie: jwt=" + signed("JWT")).status());
    assertEquals(401, site.post("/identify?jwt=" + signed("JWT") + "&userId=alice", "{}").status());
  }
}
