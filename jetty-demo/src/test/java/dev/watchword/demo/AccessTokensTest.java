package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A strict OAuth library signs who it is, and gets access tokens of RFC 9068 at the demo. */
class AccessTokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = DemoFixture.secret();
  private static final String CLIENT_SECRET = DemoFixture.secret();
  private static final String ISSUER = "https://demo.example";
  private static final String AUDIENCE = "https://orders.example";

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo =
        DemoFixture.start(
            SECRET,
            Map.of(
                "demo.client.secret", CLIENT_SECRET,
                "watchword.client.demo.typ", "at+jwt",
                "watchword.client.demo.assertion.audiences", ISSUER,
                "watchword.iss", ISSUER,
                "watchword.audiences", AUDIENCE,
                "watchword.limit.failures", "off"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static JsonNode token(String secret, String issuer) throws Exception {
    String url = "http://127.0.0.1:" + demo.port() + "/token";
    Map<String, String> environment = Map.of("ID", "demo", "SECRET", secret, "ISSUER", issuer);
    return JSON.readTree(CLIENTS.node(environment, "oauth.mjs", "client_secret_jwt", url));
  }

  private static String verified(String token, String audience) throws Exception {
    Map<String, String> environment =
        Map.of("SECRET", SECRET, "TOKEN", token, "ISSUER", ISSUER, "AUDIENCE", audience);
    return CLIENTS.node(environment, "verify.mjs", "jose-at+jwt");
  }

  @Test
  void libraryThatSigns_getsAccessTokenThatOthersTake() throws Exception {
    JsonNode answer = token(CLIENT_SECRET, ISSUER);
    String token = answer.path("access_token").asText();

    JsonNode claims = JSON.readTree(verified(token, AUDIENCE));
    assertEquals("demo", claims.path("sub").asText(), answer.toString());
    assertEquals("demo", claims.path("client_id").asText());
    assertEquals("refused", verified(token, ISSUER));
    assertEquals(200, RawHttp.get(demo, "/api/orders", RawHttp.bearer(token)).status());
  }

  @Test
  void wrongSecretOrServer_isUnderstood() throws Exception {
    JsonNode secret = token(DemoFixture.secret(), ISSUER);
    assertEquals(401, secret.path("status").asInt(), secret.toString());
    JsonNode server = token(CLIENT_SECRET, "https://evil.example");
    assertEquals(401, server.path("status").asInt(), server.toString());
  }
}
