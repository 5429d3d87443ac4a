package dev.watchword.demo;

import static dev.watchword.demo.ScriptRunner.CLIENTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other people's libraries, unmodified, against the running demo. */
class ForeignClientsTest {
  private static final String SECRET = DemoFixture.secret();

  private static Demo strict;
  private static Demo open;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("watchword.limit.failures", "off"));
    strict = DemoFixture.start(SECRET, settings);
    settings.put("watchword.algorithms", "HS256,HS384,HS512");
    open = DemoFixture.start(SECRET, settings);
  }

  @AfterAll
  static void stop() {
    strict.close();
    open.close();
  }

  private static String signed(String library, String algorithm, String secret) throws Exception {
    Map<String, String> environment = Map.of("SECRET", secret);
    return library.equals("hmac")
        ? CLIENTS.python(environment, "sign.py", algorithm)
        : CLIENTS.node(environment, "sign.mjs", library, algorithm);
  }

  private static int status(Demo demo, String token) throws Exception {
    int status = RawHttp.get(demo, "/api/echo", RawHttp.bearer(token)).status();
    assertEquals(status, RawHttp.get(demo, "/rest/echo", RawHttp.bearer(token)).status());
    return status;
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonwebtoken-8", "jsonwebtoken-9", "jose", "hmac"})
  void tokenOfOtherLibrary_isAccepted(String library) throws Exception {
    String token = signed(library, "HS256", SECRET);
    assertEquals(200, status(strict, token));
    assertEquals(200, status(open, token));
    RawHttp.Reply reply = RawHttp.get(strict, "/api/echo", RawHttp.bearer(token));
    assertTrue(reply.body().startsWith("{\"caller\":\"alice\""), reply.body());
    assertEquals(401, status(strict, DemoFixture.changed(token)));
    assertEquals(401, status(strict, signed(library, "HS256", DemoFixture.secret())));
  }

  @ParameterizedTest
  @CsvSource({
    "jsonwebtoken-8,HS384", "jsonwebtoken-9,HS384", "jose,HS384", "hmac,HS384",
    "jsonwebtoken-8,HS512", "jsonwebtoken-9,HS512", "jose,HS512", "hmac,HS512"
  })
  void longerMac_isAcceptedWhereListed(String library, String algorithm) throws Exception {
    String token = signed(library, algorithm, SECRET);
    assertEquals(200, status(open, token));
    assertEquals(401, status(strict, token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonwebtoken-8", "jsonwebtoken-9", "jose"})
  void otherLibrary_acceptsOurToken(String library) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("SECRET", SECRET);
    environment.put("TOKEN", DemoFixture.token(strict, "alice"));
    String claims = CLIENTS.node(environment, "verify.mjs", library);
    assertTrue(claims.startsWith("{\"sub\":\"alice\",\"iat\":"), claims);

    environment.put("TOKEN", DemoFixture.changed(environment.get("TOKEN")));
    assertEquals("refused", CLIENTS.node(environment, "verify.mjs", library));
  }

  private static String freshworksCall(Demo demo, String secret) throws Exception {
    String url = "http://127.0.0.1:" + demo.port() + "/auth-test";
    return CLIENTS.node(Map.of("SECRET", secret), "freshworks-call.mjs", url);
  }

  @Test
  void freshworksCall_isServed() throws Exception {
    assertEquals("200 {\"message\":\"ok\"} form read", freshworksCall(strict, SECRET));
    String refused = freshworksCall(strict, DemoFixture.secret());
    assertTrue(refused.startsWith("401 {\"type\":\"about:blank\""), refused);
    assertTrue(refused.contains("\"code\":\"token_invalid\""), refused);
  }

  @Test
  void freshworksSecretOfElevenBytes_isAcceptedWithProfile() throws Exception {
    String brief = DemoFixture.secret().substring(0, 11);
    try (Demo demo = DemoFixture.start(brief, Map.of("watchword.profile", "freshworks"))) {
      assertEquals("200 {\"message\":\"ok\"} form read", freshworksCall(demo, brief));
      assertTrue(freshworksCall(demo, SECRET).startsWith("401 "));
    }
  }
}
