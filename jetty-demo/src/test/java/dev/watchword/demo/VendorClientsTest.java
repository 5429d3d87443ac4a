package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendors' own libraries, and calls as their instructions have them, against the demo. */
class VendorClientsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = DemoFixture.secret();
  private static final String WORKSPACE = DemoFixture.secret();
  private static final String API_KEY = DemoFixture.secret();
  private static final String IDENTITY = DemoFixture.secret();

  /** With what a form has to encode, and HTTP Basic to leave apart. */
  private static final String CLIENT_SECRET = "a+b%41:c/d&e=" + DemoFixture.secret();

  private static final String USER =
      "{\"userId\":\"U234328\",\"customerId\":\"C256434\",\"customerName\":\"Netflix\","
          + "\"userName\":\"Alice Chesterton\",\"userEmail\":\"alice@netflix.com\","
          + "\"userAvatarUrl\":\"https://example.com/alice.png\"}";

  private static Demo demo;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    demo =
        DemoFixture.start(
            SECRET,
            Map.of(
                "demo.client.secret", CLIENT_SECRET,
                "demo.workspace.secret", WORKSPACE,
                "demo.api.key", API_KEY,
                "watchword.identity.secret", IDENTITY,
                "watchword.limit.failures", "off"));
    url = "http://127.0.0.1:" + demo.port();
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  static JsonNode identified(Demo by, String body) throws Exception {
    RawHttp.Reply reply = RawHttp.post(by, "/identify", body, "Content-Type: application/json");
    assertEquals(200, reply.status(), reply.body());
    return JSON.readTree(reply.body());
  }

  private static void assertSigned(String user, String body) throws Exception {
    JsonNode identity = identified(demo, body);
    assertEquals("signed", identity.path("assurance").asText(), identity.toString());
    assertEquals(user, identity.path("user").asText(), identity.toString());
  }

  private static int identifyStatus(String body) throws Exception {
    return RawHttp.post(demo, "/identify", body).status();
  }

  // Tokens that others sign, and that we sign for others

  @ParameterizedTest
  @CsvSource({
    "jsonwebtoken-8,,userJWT",
    "jsonwebtoken-9,,featurebaseJwt",
    "jsonwebtoken-9,widget+jwt,token",
    "jose,,intercom_user_jwt",
    "jose,widget+jwt,userJWT"
  })
  void tokenOfOtherLibrary_identifiesUser(String library, String typ, String name)
      throws Exception {
    Map<String, String> environment =
        Map.of("SECRET", SECRET, "CLAIMS", "{\"userId\":\"u1\",\"userEmail\":\"a@example.com\"}");
    String token =
        typ == null
            ? CLIENTS.node(environment, "sign.mjs", library, "HS256")
            : CLIENTS.node(environment, "sign.mjs", library, "HS256", typ);
    String body = "{\"" + name + "\":\"" + token + "\"}";
    assertSigned("u1", body);
    assertEquals("a@example.com", identified(demo, body).at("/trusted/userEmail").asText());
    assertEquals(401, identifyStatus("{\"" + name + "\":\"" + DemoFixture.changed(token) + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonwebtoken-8", "jsonwebtoken-9", "jose"})
  void otherLibrary_acceptsTokensSignedForBackends(String library) throws Exception {
    String user = surge(API_KEY, "usr_1").path("token").asText();
    String client = oauth("client_secret_basic", CLIENT_SECRET).path("access_token").asText();
    String widget = signatures("/signatures").at("/signatures/userJWT").asText();
    assertEquals("usr_1", verified(library, user).path("sub").asText());
    assertEquals("orders:read orders:write", verified(library, client).path("scope").asText());
    assertEquals("U234328", verified(library, widget).path("userId").asText());
    assertEquals("C256434", verified(library, widget).path("customerId").asText());
    assertFalse(
        verified(library, widget).has("sub"), "with a sub, Fogbender compares nothing else");
  }

  private static JsonNode verified(String library, String token) throws Exception {
    Map<String, String> environment = Map.of("SECRET", SECRET, "TOKEN", token);
    return JSON.readTree(CLIENTS.node(environment, "verify.mjs", library));
  }

  // OAuth 2.0 client credentials

  private static JsonNode oauth(String method, String secret, String... more) throws Exception {
    List<String> script = new ArrayList<>(List.of("oauth.mjs", method, url + "/token"));
    script.addAll(List.of(more));
    Map<String, String> environment = Map.of("ID", "demo", "SECRET", secret);
    return JSON.readTree(CLIENTS.node(environment, script.toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void oauthLibrary_getsTokenAndCallsWithIt(String method) throws Exception {
    JsonNode all = oauth(method, CLIENT_SECRET);
    assertEquals("orders:read orders:write", all.path("scope").asText(), all.toString());
    assertEquals("bearer", all.path("token_type").asText());
    assertTrue(all.path("expires_in").asInt() > 0, all.toString());
    String token = RawHttp.bearer(all.path("access_token").asText());
    assertEquals(200, RawHttp.get(demo, "/api/orders", token).status());
    assertEquals(200, RawHttp.get(demo, "/api/echo", token).status());
    assertEquals("orders:read", oauth(method, CLIENT_SECRET, "orders:read").path("scope").asText());

    String orders = url + "/api/orders";
    assertEquals(200, oauth(method, CLIENT_SECRET, "orders:read", orders).path("status").asInt());
    JsonNode without = oauth(method, CLIENT_SECRET, "orders:write", orders);
    assertEquals(403, without.path("status").asInt(), without.toString());
    JsonNode challenge = without.at("/challenges/0/parameters");
    assertEquals("insufficient_scope", challenge.path("error").asText(), without.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
  void oauthLibrary_understandsRefusal(String method) throws Exception {
    JsonNode scope = oauth(method, CLIENT_SECRET, "orders:read orders:all");
    assertEquals("invalid_scope", scope.path("error").asText(), scope.toString());
    assertEquals(400, scope.path("status").asInt());

    JsonNode unknown = oauth(method, WORKSPACE);
    assertEquals(401, unknown.path("status").asInt(), unknown.toString());
    assertEquals("basic", unknown.at("/challenges/0/scheme").asText(), unknown.toString());
  }

  // Surge

  private static JsonNode surge(String key, String... script) throws Exception {
    List<String> all = new ArrayList<>(List.of("surge.mjs", url));
    all.addAll(List.of(script));
    return JSON.readTree(CLIENTS.node(Map.of("SECRET", key), all.toArray(String[]::new)));
  }

  private static void assertIsSurgeError(String error, int status, String type, JsonNode result) {
    assertEquals(error, result.path("error").asText(), result.toString());
    assertEquals(status, result.path("status").asInt(), result.toString());
    assertEquals(type, result.path("type").asText(), result.toString());
    assertEquals(1, result.path("attempts").asInt(), "tried again: " + result);
  }

  @Test
  void surgeLibrary_getsTokenOfUser() throws Exception {
    for (JsonNode result : List.of(surge(API_KEY, "usr_1"), surge(API_KEY, "usr_1", "15"))) {
      assertTrue(result.path("ok").asBoolean(), result.toString());
      assertEquals(3, result.path("tokenParts").asInt(), result.toString());
      assertEquals(1, result.path("attempts").asInt(), result.toString());
      String token = result.path("token").asText();
      assertSigned("usr_1", "{\"token\":\"" + token + "\"}");
      RawHttp.Reply inbox = RawHttp.get(demo, "/inbox?token=" + token);
      assertEquals("{\"user\":\"usr_1\",\"verified\":true}", inbox.body());
      assertEquals(403, RawHttp.get(demo, "/api/echo", RawHttp.bearer(token)).status());
    }
  }

  @Test
  void idWithEncodedCharacters_isUser() throws Exception {
    JsonNode result = surge(API_KEY, "alice@example.com|1 x");
    assertTrue(result.path("ok").asBoolean(), result.toString());
    assertSigned("alice@example.com|1 x", "{\"token\":\"" + result.path("token").asText() + "\"}");
  }

  @Test
  void surgeLibrary_namesError() throws Exception {
    JsonNode wrongKey = surge(WORKSPACE, "usr_1");
    assertIsSurgeError("AuthenticationError", 401, "invalid_api_key", wrongKey);
    for (String seconds : List.of("5", "14", "3601", "20.5")) {
      JsonNode bad = surge(API_KEY, "usr_1", seconds);
      assertIsSurgeError("UnprocessableEntityError", 422, "validation_error", bad);
      assertTrue(bad.at("/detail/duration_seconds/0").isTextual(), bad.toString());
    }
    JsonNode slash = surge(API_KEY, "usr/1");
    assertEquals("BadRequestError", slash.path("error").asText(), slash.toString());
    assertEquals(1, slash.path("attempts").asInt(), slash.toString());
  }

  // Fogbender

  private static JsonNode signatures(String path) throws Exception {
    String answer = CLIENTS.node(Map.of("SECRET", WORKSPACE), "signatures.mjs", url + path, USER);
    assertTrue(answer.startsWith("200 "), answer);
    return JSON.readTree(answer.substring(4));
  }

  private static void assertSignsTheUser(JsonNode answer) throws Exception {
    assertEquals(answer.path("signatures"), answer.path("token"));
    JsonNode signatures = answer.path("signatures");
    for (Map.Entry<String, JsonNode> sent : JSON.readTree(USER).properties()) {
      assertEquals(sent.getValue(), signatures.path(sent.getKey()), sent.getKey());
    }
    assertSigned("U234328", "{\"userJWT\":\"" + signatures.path("userJWT").asText() + "\"}");
    JsonNode old =
        identified(
            demo,
            "{\"userId\":\"U234328\",\"userHMAC\":\""
                + signatures.path("userHMAC").asText()
                + "\"}");
    assertEquals("legacy_hmac", old.path("assurance").asText(), old.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/signatures", "/tokens"})
  void fetchWithTextBody_isServed(String path) throws Exception {
    assertSignsTheUser(signatures(path));
    Map<String, String> wrongSecret = Map.of("SECRET", API_KEY);
    String refused = CLIENTS.node(wrongSecret, "signatures.mjs", url + path, USER);
    assertTrue(refused.startsWith("403 {\"error\":{\"message\":\""), refused);
    String empty = CLIENTS.node(Map.of("SECRET", WORKSPACE), "signatures.mjs", url + path, "{}");
    assertTrue(empty.startsWith("400 {\"error\":{\"message\":\""), empty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/signatures", "/tokens"})
  void curlWithFormType_isServed(String path) throws Exception {
    String bearer = RawHttp.bearer(WORKSPACE);
    assertSignsTheUser(
        JSON.readTree(ScriptRunner.curl("-sS", "-H", bearer, "-d", USER, url + path)));
    for (String[] bad : new String[][] {{RawHttp.bearer(API_KEY), "403"}, {"X-None: 1", "403"}}) {
      String refused =
          ScriptRunner.curl("-sS", "-w", " %{http_code}", "-H", bad[0], "-d", USER, url + path);
      assertTrue(refused.startsWith("{\"error\":{\"message\":\""), refused);
      assertTrue(refused.endsWith(" " + bad[1]), refused);
    }
  }

  @Test
  void fogbenderCheck_acceptsWidgetToken() throws Exception {
    Map<String, String> environment = Map.of("ANSWER", signatures("/signatures").toString());
    JsonNode checked = JSON.readTree(CLIENTS.node(environment, "check-token.mjs"));
    assertEquals("{}", checked.path("errors").toString());
    JsonNode token = checked.path("token");
    assertSigned("U234328", token.toString());
    JsonNode trusted = identified(demo, token.toString()).path("trusted");
    assertEquals("C256434", trusted.path("customerId").asText(), trusted.toString());
    assertEquals("alice@netflix.com", trusted.path("userEmail").asText(), trusted.toString());
    String bob = token.toString().replace("\"userId\":\"U234328\"", "\"userId\":\"bob\"");
    assertEquals(401, identifyStatus(bob), "somebody else's token");
  }

  // Identity hashes

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "userHMAC; {'userId':'U1'}; U1",
        "userHash; {'userId':'U1','email':'a@example.com'}; U1",
        "userHash; {'email':'a@example.com'}; a@example.com",
        "user_hash; {'user_id':'U1','email':'a@example.com'}; U1",
        "user_hash; {'email':'a@example.com'}; a@example.com",
        "userHash,companyHash; {'userId':'U1','companyId':'C1'}; U1",
        "identifier_hash; {'identifier':'U1'}; U1",
        "hash; {'user':{'id':'U1','name':'Alice'}}; U1",
        "signature; {'email':'A.B@Example.com','name':'Alice'}; A.B@Example.com",
        "email_hash; {'email':'a@example.com'}; a@example.com",
        "subscriberHash; {'subscriberId':'U1'}; U1"
      })
  void hashByNodeCrypto_identifiesUser(String fields, String members, String user)
      throws Exception {
    String body = members.replace('\'', '"');
    String hashed = CLIENTS.node(Map.of("SECRET", IDENTITY), "hmac-hash.mjs", fields, body);
    JsonNode identity = identified(demo, hashed);
    assertEquals("legacy_hmac", identity.path("assurance").asText(), identity.toString());
    assertEquals(user, identity.path("user").asText(), identity.toString());
    if (fields.contains("companyHash")) {
      assertEquals("C1", identity.at("/trusted/companyId").asText(), identity.toString());
    }

    String other = CLIENTS.node(Map.of("SECRET", SECRET), "hmac-hash.mjs", fields, body);
    assertEquals(401, identifyStatus(other), "made with the secret of the tokens");
    String text = user.replace("U1", "U2").replace("xample", "xemple");
    assertEquals(401, identifyStatus(hashed.replace(user, text)), "the hash of somebody else");
  }

  @Test
  void hashOfNonAsciiId_identifiesUser() throws Exception {
    String hashed =
        CLIENTS.node(
            Map.of("SECRET", IDENTITY), "hmac-hash.mjs", "userHMAC", "{\"userId\":\"Zo\\u00eb\"}");
    assertEquals(
        "Zo\u00eb", identified(demo, hashed.replace("\u00eb", "\\u00eb")).path("user").asText());
  }
}
