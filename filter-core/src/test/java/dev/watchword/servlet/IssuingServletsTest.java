package dev.watchword.servlet;

import static dev.watchword.servlet.RunningApp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestData;
import dev.watchword.testing.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Requirement 64: the servlets that issue tokens, declared by their class names as web.xml does:
 * POST only, 64 KiB at most, and nothing that anybody may store.
 */
@EachServer
class IssuingServletsTest extends ServletAppTest {
  private static final String SECRET = LiveTokens.secret();
  private static final String WORKSPACE = LiveTokens.secret();
  private static final String API_KEY = LiveTokens.secret();
  private static final String CLIENT = LiveTokens.secret();
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String JSON = "Content-Type: application/json";
  private static final String USER = "{\"userId\":\"alice\"}";
  private static final String CREDENTIALS =
      "grant_type=client_credentials&client_id=app&client_secret=" + CLIENT;
  private static final List<String> PATHS =
      List.of("/token", "/signatures", "/tokens", "/users/alice/tokens");
  private static final int LARGEST = 65_536;

  @Override
  ServletApp application() {
    return issuing(ServletApp.with(SECRET))
        .set("rules", "token,signatures,tokens,users,orders,widget")
        .set("rule.token", "/token own")
        .set("rule.signatures", "/signatures own")
        .set("rule.tokens", "/tokens own")
        .set("rule.users", "/users/* own")
        .set("rule.orders", "/orders scope orders:read")
        .set("rule.widget", "/widget kind widget")
        .page("/orders", TestPage.WHO)
        .page("/widget", TestPage.WHO)
        .page("/api", TestPage.WHO);
  }

  /** With the secrets of everybody who may ask, and the three servlets. */
  static ServletApp issuing(ServletApp site) {
    return site.set("workspace.secret", WORKSPACE)
        .set("apikey.secret", API_KEY)
        .set("clients", "app")
        .set("client.app.secret", CLIENT)
        .set("client.app.scopes", "orders:read,orders:write")
        .adding(
            context -> {
              context.addServlet("token", TokenServlet.class.getName()).addMapping("/token");
              context
                  .addServlet("signatures", SignaturesServlet.class.getName())
                  .addMapping("/signatures", "/tokens");
              context.addServlet("users", UserTokensServlet.class.getName()).addMapping("/users/*");
            });
  }

  private RawHttp.Reply post(String target, String body, String... headers) throws IOException {
    return post(site, target, body, headers);
  }

  static RawHttp.Reply post(RunningApp site, String target, String body, String... headers)
      throws IOException {
    try (RawHttp connection = site.connect()) {
      return connection.send(request(site, target, body, headers));
    }
  }

  private static String request(RunningApp site, String target, String body, String... headers) {
    StringBuilder request = new StringBuilder("POST " + target + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(site.port()).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    boolean chunked = List.of(headers).contains("Transfer-Encoding: chunked");
    String length = chunked ? "" : "Content-Length: " + body.length() + "\r\n";
    return request.append(length).append("\r\n").append(body).toString();
  }

  private static void assertNotStored(RawHttp.Reply reply) {
    assertEquals("no-store", reply.header("Cache-Control"), reply.toString());
    assertEquals("no-cache", reply.header("Pragma"), reply.toString());
    assertEquals(List.of(), reply.all("Set-Cookie"));
  }

  private static void assertIssued(int status, RawHttp.Reply reply) {
    assertEquals(status, reply.status(), reply.toString());
    assertEquals("application/json", reply.header("Content-Type"));
    assertNotStored(reply);
    assertTrue(TestData.parse(reply.body()).isObject());
  }

  private static void assertRefused(int status, RawHttp.Reply reply) {
    assertIssued(status, reply);
    assertTrue(TestData.parse(reply.body()).has("error"), reply.body());
  }

  private static String accessToken(RawHttp.Reply reply) {
    assertIssued(200, reply);
    return TestData.parse(reply.body()).get("access_token").textValue();
  }

  // What works

  @Test
  void everyEndpoint_issuesToken() throws Exception {
    assertIssued(200, post("/token", CREDENTIALS, FORM));
    assertIssued(200, post("/signatures", USER, JSON, bearer(WORKSPACE)));
    assertIssued(200, post("/tokens", USER, JSON, bearer(WORKSPACE)));
    assertIssued(201, post("/users/alice/tokens", "{}", JSON, bearer(API_KEY)));
  }

  @Test
  void clientsToken_passesWhereItsScopeIsAskedForAndItHasIt() throws Exception {
    String both = accessToken(post("/token", CREDENTIALS, FORM));
    String write = accessToken(post("/token", CREDENTIALS + "&scope=orders:write", FORM));
    assertEquals(TestPage.whoIs("app", "REQUEST"), site.get("/orders", bearer(both)).body());
    RawHttp.Reply refused = site.get("/orders", bearer(write));
    assertEquals(403, refused.status());
    assertTrue(refused.header("WWW-Authenticate").contains("insufficient_scope"));
    assertEquals(200, site.get("/api", bearer(write)).status());
    assertEquals(403, site.get("/widget", bearer(both)).status());
  }

  @Test
  void usersToken_passesWhereWidgetsAreExpectedAndNowhereElse() throws Exception {
    RawHttp.Reply reply = post("/users/alice/tokens", "{}", JSON, bearer(API_KEY));
    String token = TestData.parse(reply.body()).get("token").textValue();
    assertEquals(
        TestPage.whichUserIs("alice", "REQUEST"), site.get("/widget", bearer(token)).body());
    assertEquals(403, site.get("/api", bearer(token)).status());
  }

  @Test
  void credentialsInHeader_areAccepted() throws Exception {
    String field = "app:" + CLIENT;
    String basic = Base64.getEncoder().encodeToString(field.getBytes(StandardCharsets.US_ASCII));
    String form = "grant_type=client_credentials";
    accessToken(post("/token", form, FORM, "Authorization: Basic " + basic));
  }

  @Test // fetch sends text, curl a form
  void contentType_doesNotMatterWhereVendorsDoNotLookAtIt() throws Exception {
    for (String type :
        List.of(
            "Content-Type: text/plain;charset=UTF-8",
            FORM,
            "Content-Type: multipart/form-data; boundary=x",
            "X-No-Content-Type: at all")) {
      assertIssued(200, post("/signatures", USER, type, bearer(WORKSPACE)));
      assertIssued(201, post("/users/alice/tokens", "{}", type, bearer(API_KEY)));
    }
  }

  @Test
  void bodyInChunks_isRead() throws Exception {
    String chunked = "Transfer-Encoding: chunked";
    String body = "5\r\n{\"use\r\nd\r\nrId\":\"alice\"}\r\n0\r\n\r\n";
    assertIssued(200, post("/signatures", body, chunked, bearer(WORKSPACE)));
  }

  @Test
  void idBeyondAscii_isUser() throws Exception {
    RawHttp.Reply reply = post("/users/%C3%A9%20%F0%9F%90%A4/tokens", "{}", bearer(API_KEY));
    String token = TestData.parse(reply.body()).get("token").textValue();
    String payload = new String(Tokens.part(token, 1), StandardCharsets.UTF_8);
    assertEquals("\u00e9 \ud83d\udc24", TestData.parse(payload).get("sub").textValue());
  }

  // What is refused

  @Test
  void everyEndpoint_refusesInItsOwnShape() throws Exception {
    RawHttp.Reply token = post("/token", CREDENTIALS + "x", FORM);
    assertRefused(401, token);
    assertEquals("Basic realm=\"watchword\"", token.header("WWW-Authenticate"));
    assertRefused(403, post("/signatures", USER, bearer("x")));
    assertRefused(403, post("/tokens", USER));
    assertRefused(401, post("/users/alice/tokens", "{}", bearer("x")));
    assertRefused(404, post("/users/alice", "{}", bearer(API_KEY)));
    assertRefused(404, post("/users", "{}", bearer(API_KEY)));
    assertRefused(422, post("/users/alice/tokens", "{\"exp\":1}", bearer(API_KEY)));
    assertRefused(400, post("/signatures", "no JSON", bearer(WORKSPACE)));
    assertRefused(400, post("/signatures", "{\"userId\":\"\u00e9\"}", bearer(WORKSPACE)));
  }

  @Test
  void secretsOfOtherEndpoints_areRefused() throws Exception {
    for (String secret : List.of(SECRET, API_KEY, CLIENT)) {
      assertRefused(403, post("/signatures", USER, bearer(secret)));
    }
    for (String secret : List.of(SECRET, WORKSPACE, CLIENT)) {
      assertRefused(401, post("/users/alice/tokens", "{}", bearer(secret)));
    }
    for (String secret : List.of(SECRET, WORKSPACE, API_KEY)) {
      assertRefused(401, post("/token", CREDENTIALS.replace(CLIENT, secret), FORM));
    }
  }

  @Test
  void twoAuthorizationFields_areRefused() throws Exception {
    assertRefused(403, post("/signatures", USER, bearer(WORKSPACE), bearer(WORKSPACE)));
    assertRefused(401, post("/users/alice/tokens", "{}", bearer(API_KEY), bearer("x")));
  }

  @Test // RFC 6749 section 2.3.1: never in the URI
  void parametersInQuery_areIgnored() throws Exception {
    assertRefused(401, post("/token?" + CREDENTIALS, "", FORM));
    assertRefused(401, post("/token?client_secret=" + CLIENT, "client_id=app", FORM));
    assertIssued(200, post("/token?client_id=other", CREDENTIALS, FORM));
    assertRefused(403, post("/signatures?access_token=" + WORKSPACE, USER, JSON));
  }

  @Test
  void otherContentType_isNoForm() throws Exception {
    assertRefused(400, post("/token", CREDENTIALS, JSON));
    assertRefused(400, post("/token", CREDENTIALS));
  }

  // Methods

  @Test
  void otherMethods_areNotAllowed() throws Exception {
    for (String path : PATHS) {
      for (String method : List.of("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")) {
        RawHttp.Reply reply = site.call(method, path, "Content-Length: 0", bearer(WORKSPACE));
        assertEquals(405, reply.status(), method + " " + path);
        assertEquals("POST", reply.header("Allow"), method + " " + path);
        assertEquals("", reply.body());
        assertNotStored(reply);
      }
    }
  }

  @Test // requirement 54
  void unknownMethods_needTokenAndAreNotAllowedEither() throws Exception {
    for (String method : List.of("post", "Post", "FOO", "PROPFIND")) {
      assertEquals(401, site.call(method, "/token", "Content-Length: 0").status(), method);
      String token = bearer(LiveTokens.of(SECRET, "alice"));
      RawHttp.Reply reply = site.call(method, "/token", "Content-Length: 0", token);
      assertEquals(405, reply.status(), method);
    }
    assertNotEquals(200, site.call("TRACE", "/token", bearer(WORKSPACE)).status());
  }

  @Test // requirement 42
  void methodOverride_isIgnored() throws Exception {
    RawHttp.Reply reply = site.call("GET", "/signatures", "X-HTTP-Method-Override: POST");
    assertEquals(405, reply.status());
  }

  // Bodies

  private static String padded(String body, int length) {
    return body + " ".repeat(length - body.length());
  }

  @Test
  void bodyOf64KiB_isReadAndOneMoreByteIsTooLarge() throws Exception {
    String form = CREDENTIALS + "&x=";
    for (int length : List.of(LARGEST, LARGEST + 1)) {
      boolean good = length == LARGEST;
      List<RawHttp.Reply> replies =
          List.of(
              post("/token", form + "x".repeat(length - form.length()), FORM),
              post("/signatures", padded(USER, length), JSON, bearer(WORKSPACE)),
              post("/users/alice/tokens", padded("{}", length), JSON, bearer(API_KEY)));
      for (RawHttp.Reply reply : replies) {
        assertEquals(good, reply.status() < 300, reply.toString());
        assertTrue(good || reply.status() == 413, reply.toString());
        assertTrue(good || reply.body().startsWith("{\"error\":"), reply.toString());
        assertNotStored(reply);
      }
    }
  }

  @Test
  void chunksOfMoreThan64KiB_areTooLarge() throws Exception {
    String chunked = "Transfer-Encoding: chunked";
    String body = Integer.toHexString(LARGEST + 1) + "\r\n" + padded(USER, LARGEST + 1) + "\r\n";
    RawHttp.Reply reply = post("/signatures", body + "0\r\n\r\n", chunked, bearer(WORKSPACE));
    assertEquals(413, reply.status());
  }

  @Test
  void refusedBody_doesNotBecomeNextRequest() throws Exception {
    String smuggled = request(site, "/signatures", USER, bearer(WORKSPACE));
    try (RawHttp connection = site.connect()) {
      String first = request(site, "/signatures", smuggled, bearer("x"));
      assertEquals(403, connection.send(first).status());
      assertEquals(403, connection.send(request(site, "/signatures", USER)).status());
    }
  }

  @Test // requirement 46
  void answer_repeatsNothingOfRequest() throws Exception {
    String canary = "canary7Qx";
    List<RawHttp.Reply> replies =
        List.of(
            post("/token?" + canary, "client_id=" + canary + "&client_secret=" + canary, FORM),
            post("/token", canary, FORM),
            post("/token", canary, "Content-Type: " + canary),
            post("/signatures", "{\"" + canary + "\":1}", bearer(WORKSPACE)),
            post("/signatures", USER, bearer(canary), "X-" + canary + ": " + canary),
            post("/users/" + canary, "{}", bearer(API_KEY)),
            post("/users/" + canary + "/tokens", "{\"" + canary + "\":1}", bearer(API_KEY)));
    for (RawHttp.Reply reply : replies) {
      assertTrue(reply.status() >= 400, reply.toString());
      assertFalse(reply.toString().contains(canary), reply.toString());
    }
  }
}
