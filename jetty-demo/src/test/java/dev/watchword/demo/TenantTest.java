package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fogbender's settings page: a tenant's secret is told once, and can be rolled. */
class TenantTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALICE = "{\"userId\":\"U234328\",\"customerId\":\"C256434\"}";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2027-01-01T00:00:00Z"));
  private Demo demo;

  @BeforeEach
  void start() throws Exception {
    demo = DemoFixture.startAt(now::get, DemoFixture.secret(), Map.of());
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  /** The secret that is told. */
  private String roll(String wish) throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/tenant/secret", wish);
    assertEquals(200, reply.status(), reply.body());
    assertEquals("no-store", reply.header("Cache-Control").orElseThrow());
    return JSON.readTree(reply.body()).path("made").asText();
  }

  private JsonNode shown() throws Exception {
    return JSON.readTree(RawHttp.get(demo, "/tenant").body());
  }

  private RawHttp.Reply sign(String secret) throws IOException {
    return RawHttp.post(demo, "/tenant/signatures", ALICE, bearer(secret));
  }

  private String signed(String secret) throws Exception {
    RawHttp.Reply reply = sign(secret);
    assertEquals(200, reply.status(), reply.body());
    return JSON.readTree(reply.body()).path("signatures").path("userJWT").asText();
  }

  private int status(String userJwt) throws IOException {
    return RawHttp.get(demo, "/tenant/inbox", bearer(userJwt)).status();
  }

  @Test
  void secret_signsUserInAndIsToldOnce() throws Exception {
    String secret = roll("");
    String userJwt = signed(secret);
    RawHttp.Reply inbox = RawHttp.get(demo, "/tenant/inbox", bearer(userJwt));
    assertEquals("{\"user\":\"U234328\",\"verified\":true}", inbox.body());

    assertEquals(8, shown().path("secret").path("fingerprint").asText().length());
    for (String path : List.of("/tenant", "/keys", "/health", "/tenant/inbox", "/")) {
      RawHttp.Reply reply = RawHttp.get(demo, path, bearer(userJwt));
      assertFalse(reply.body().contains(secret), path);
      assertFalse(reply.head().contains(secret), path);
    }
    assertNotEquals(secret, roll(""));
    assertFalse(shown().toString().contains(secret));
  }

  @Test
  void rollAtOnce_endsOldSecretAndItsTokens() throws Exception {
    String old = roll("");
    String userJwt = signed(old);
    String young = roll("{\"grace\":0}");
    assertEquals(401, status(userJwt));
    assertEquals(403, sign(old).status());
    assertEquals(200, status(signed(young)));
    assertTrue(shown().path("previous").isNull());
  }

  @Test
  void rollWithGrace_endsOldSecretOnItsDate() throws Exception {
    String old = roll("");
    String userJwt = signed(old);
    roll("{\"grace\":60}");
    assertEquals("2027-01-01T00:01:00Z", shown().path("previous").path("until").asText());
    now.set(Instant.parse("2027-01-01T00:00:59Z"));
    assertEquals(200, status(userJwt));
    assertEquals(200, status(signed(old)));
    now.set(Instant.parse("2027-01-01T00:01:00Z"));
    assertEquals(401, status(userJwt));
    assertEquals(403, sign(old).status());
    assertTrue(shown().path("previous").isNull());
  }

  @Test
  void leak_isAnsweredAtOnceEvenDuringGrace() throws Exception {
    String first = signed(roll(""));
    String second = signed(roll("{\"grace\":60}"));
    assertEquals(409, RawHttp.post(demo, "/tenant/secret", "{\"grace\":60}").status());
    assertEquals(200, status(first));
    roll("{\"grace\":0}");
    assertEquals(401, status(first));
    assertEquals(401, status(second));
  }

  @Test
  void otherTokensAndSecrets_doNotOpenTenant() throws Exception {
    String secret = roll("");
    String demos = Mint.token(demo.watchword(), "alice", Duration.ofMinutes(1), now.get());
    assertEquals(401, status(demos));
    assertEquals(401, RawHttp.get(demo, "/tenant/inbox").status());
    assertEquals(403, sign(DemoFixture.secret()).status());
    assertEquals(401, RawHttp.get(demo, "/api/echo", bearer(signed(secret))).status());
  }

  @Test
  void beforeFirstSecret_thereIsNothingToJudgeBy() throws Exception {
    assertEquals(409, status("a.b.c"));
    assertEquals(409, sign("a").status());
    assertTrue(shown().path("secret").isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"grace\":-1}", "{\"grace\":601}", "{\"grace\":\"0\"}", "[]", "{"})
  void badWish_isAnswered400AndMakesNothing(String wish) throws Exception {
    assertEquals(400, RawHttp.post(demo, "/tenant/secret", wish).status());
    assertTrue(shown().path("secret").isNull());
  }
}
