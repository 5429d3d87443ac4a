package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static dev.watchword.demo.VendorClientsTest.identified;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As Fogbender has it, a workspace has one secret: to show, to sign and to hash with. */
class OneSecretTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = DemoFixture.secret();

  @Test
  void signingAndAskingBackends_getSameIdentity() throws Exception {
    Map<String, String> settings =
        Map.of(
            "watchword.profile", "fogbender",
            "demo.workspace.secret", SECRET,
            "demo.identity.secret", SECRET);
    Map<String, String> environment = Map.of("SECRET", SECRET, "CLAIMS", "{\"userId\":\"U1\"}");
    try (Demo demo = DemoFixture.start(SECRET, settings)) {
      String url = "http://127.0.0.1:" + demo.port() + "/signatures";
      String answer = CLIENTS.node(environment, "signatures.mjs", url, "{\"userId\":\"U1\"}");
      JsonNode asked = JSON.readTree(answer.substring(4)).path("signatures");
      assertIdentified("signed", demo, "{\"userJWT\":\"" + asked.path("userJWT").asText() + "\"}");

      String token = CLIENTS.node(environment, "sign.mjs", "jsonwebtoken-9", "HS256");
      assertIdentified("signed", demo, "{\"userJWT\":\"" + token + "\",\"userId\":\"U1\"}");

      String hashed = CLIENTS.node(environment, "hmac-hash.mjs", "userHMAC", "{\"userId\":\"U1\"}");
      assertEquals(JSON.readTree(hashed).path("userHMAC"), asked.path("userHMAC"));
      assertIdentified("legacy_hmac", demo, hashed);
    }
  }

  private static void assertIdentified(String assurance, Demo by, String body) throws Exception {
    JsonNode identity = identified(by, body);
    assertEquals(assurance, identity.path("assurance").asText(), identity.toString());
    assertEquals("U1", identity.path("user").asText(), identity.toString());
  }
}
