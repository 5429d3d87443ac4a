package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /revoke} and {@code /once}. */
class RevokeTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final Map<String, Object> MAY_REVOKE = Map.of("scope", "revoke");

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoFixture.start(DemoFixture.secret(), Map.of("watchword.limit.failures", "off"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static String token(String name, Map<String, Object> claims) {
    return Mint.token(demo.watchword(), name, claims, Duration.ofMinutes(15), Instant.now());
  }

  /** By one who may. */
  private static RawHttp.Reply revoke(String form) throws Exception {
    return RawHttp.post(demo, "/revoke", form, FORM, bearer(token("operator", MAY_REVOKE)));
  }

  private static int status(String token) throws Exception {
    return RawHttp.get(demo, "/api/echo", bearer(token)).status();
  }

  @ParameterizedTest
  @CsvSource({
    "jti=j1, jti, j1",
    "caller=default/j1, caller, default/j1",
    "claim=sid=s-j1, claim, sid=s-j1"
  })
  void subject_isRevokedAndTakenBack(String form, String by, String value) throws Exception {
    String token = token("j1", Map.of("jti", "j1", "sid", "s-j1"));
    assertEquals(200, status(token));
    RawHttp.Reply reply = revoke(form);
    assertEquals("{\"revoked\":\"" + by + "\",\"value\":\"" + value + "\"}", reply.body());
    assertEquals(200, reply.status());
    assertEquals(401, status(token));
    assertEquals(200, status(token("j2", Map.of("jti", "j2", "sid", "s-j2"))));
    assertTrue(revoke(form + "&lift=yes").body().startsWith("{\"lifted\":\"" + by), by);
    assertEquals(200, status(token));
  }

  @Test
  void wholeKeyOrIssuer_isRevokedAfterGrace() throws Exception {
    assertEquals(200, revoke("key=usual&grace=600").status());
    assertEquals(200, revoke("issuer=default&grace=600").status());
    assertEquals(200, status(token("alice", Map.of())));
    assertEquals(200, revoke("key=usual&lift=yes").status());
    assertEquals(200, revoke("issuer=default&lift=yes").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "caller=alice",
        "caller=default/a&jti=b",
        "jti=",
        "key=none",
        "claim=sid2=a",
        "issuer=none",
        "jti=a&grace=soon",
        "jti=a&grace=-1",
        "jti=a&grace=9999999999999999"
      })
  void badRequest_isAnswered400(String form) throws Exception {
    RawHttp.Reply reply = revoke(form);
    assertEquals(400, reply.status(), reply.body());
    assertTrue(reply.body().startsWith("{\"error\":\""), reply.body());
  }

  @ParameterizedTest
  @CsvSource({"jti=,1024,200", "jti=,1025,400", "jti=,300000,400", "caller=default/,1025,400"})
  void longValue_isRefused(String form, int length, int status) throws Exception {
    RawHttp.Reply reply = revoke(form + "a".repeat(length));
    assertEquals(status, reply.status());
    assertTrue(reply.body().length() < 1100, "is not sent back");
  }

  @Test
  void tokenWithoutScope_mayNotRevoke() throws Exception {
    String plain = DemoFixture.token(demo, "alice");
    assertEquals(403, RawHttp.post(demo, "/revoke", "jti=a", FORM, bearer(plain)).status());
    assertEquals(401, RawHttp.post(demo, "/revoke", "jti=a", FORM).status());
    String minted =
        RawHttp.post(demo, "/mint", "{\"sub\":\"operator\",\"scope\":\"revoke\"}")
            .body()
            .replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    assertEquals(200, RawHttp.post(demo, "/revoke", "jti=a", FORM, bearer(minted)).status());
    assertEquals(400, RawHttp.post(demo, "/mint", "{\"scope\":\"a\\u0000\"}").status());
  }

  @Test
  void otherMachineOrPage_mayNotRevokeWithAnyToken() throws Exception {
    String token = bearer(token("operator", MAY_REVOKE));
    String host = "127.0.0.1:" + demo.port();
    RawHttp.Reply foreign =
        RawHttp.send(demo, "POST", "/revoke", "evil.example", "jti=a", FORM, token);
    assertEquals("{\"error\":\"only from this machine\"}", foreign.body());
    RawHttp.Reply page =
        RawHttp.send(
            demo, "POST", "/revoke", host, "jti=a", FORM, token, "Origin: http://evil.example");
    assertEquals(403, page.status());
  }

  @Test
  void tokenAtOnce_isGoodForOneRequest() throws Exception {
    String token = bearer(DemoFixture.token(demo, "alice"));
    assertEquals(200, RawHttp.get(demo, "/once/echo", token).status());
    assertEquals(401, RawHttp.get(demo, "/once/other", token).status());
    assertEquals(200, RawHttp.get(demo, "/api/echo", token).status());
    String nameless = bearer(token("alice", Map.of()));
    assertEquals(401, RawHttp.get(demo, "/once/echo", nameless).status());
    assertEquals(200, RawHttp.get(demo, "/api/echo", nameless).status());
  }

  @ParameterizedTest
  @CsvSource({
    "watchword.profile, fogbender",
    "watchword.relax, noexp",
    "watchword.revocation, off"
  })
  void operatorWhoDecides_isLeftAlone(String property, String value) throws Exception {
    Map<String, String> settings = Map.of(property, value);
    try (Demo other = DemoFixture.start(DemoFixture.secret(), settings)) {
      String token =
          Mint.token(other.watchword(), "op", MAY_REVOKE, Duration.ofMinutes(1), Instant.now());
      RawHttp.Reply reply = RawHttp.post(other, "/revoke", "jti=a", FORM, bearer(token));
      assertEquals(400, reply.status(), reply.body());
      assertTrue(reply.body().contains("watchword.revocation is not on"), reply.body());
      assertEquals(200, RawHttp.get(other, "/once/echo", bearer(token)).status());
      assertEquals(200, RawHttp.get(other, "/once/echo", bearer(token)).status());
    }
  }
}
