package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /keys} and {@code /keys/rotate}: old tokens live until the date, and no longer. */
class KeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2027-01-01T00:00:00Z"));
  private final String secret = DemoFixture.secret();
  private Demo demo;

  @BeforeEach
  void start() throws Exception {
    demo = DemoFixture.startAt(now::get, secret, Map.of());
  }

  @AfterEach
  void stop() {
    demo.close();
  }

  private JsonNode rotate(String body) throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/keys/rotate", body);
    assertEquals(200, reply.status(), reply.body());
    return JSON.readTree(reply.body());
  }

  private JsonNode keys() throws Exception {
    JsonNode answer = JSON.readTree(RawHttp.get(demo, "/keys").body());
    return answer.path("issuers").path(0).path("keys");
  }

  private String token() {
    return Mint.token(demo.watchword(), "alice", Duration.ofMinutes(15), now.get());
  }

  private int status(String token) throws IOException {
    return RawHttp.get(demo, "/api/echo", bearer(token)).status();
  }

  @Test
  void oldToken_isAdmittedUntilDateAndRefusedAfter() throws Exception {
    String old = token();
    rotate("{\"grace\":60}");
    String young = token();
    assertEquals(200, status(old));
    assertEquals(200, status(young));
    now.set(Instant.parse("2027-01-01T00:00:59Z"));
    assertEquals(200, status(old));
    now.set(Instant.parse("2027-01-01T00:01:00Z"));
    assertEquals(401, status(old));
    assertEquals(200, status(young));
  }

  @Test
  void keys_showDatesAndUseAndNoSecret() throws Exception {
    JsonNode usual = keys().path(0);
    assertEquals(1, keys().size());
    assertEquals("usual live", usual.path("name").asText() + " " + usual.path("state").asText());
    assertTrue(usual.path("used").isNull(), usual.toString());
    String before = usual.path("fingerprint").asText();
    status(token());
    assertEquals("2027-01-01T00:00:00Z", keys().path(0).path("used").asText());

    JsonNode answer = rotate("");
    JsonNode previous = answer.path("issuers").path(0).path("keys").path(1);
    assertEquals("previous", previous.path("name").asText());
    assertEquals("ending", previous.path("state").asText());
    assertEquals(before, previous.path("fingerprint").asText());
    assertEquals("2027-01-01T00:02:00Z", previous.path("until").asText());
    assertFalse(before.equals(keys().path(0).path("fingerprint").asText()));
    assertFalse(answer.toString().contains(secret));

    now.set(Instant.parse("2027-01-01T00:02:00Z"));
    assertEquals("ended", keys().path(1).path("state").asText());
  }

  @Test
  void secondRotation_waitsForFirst() throws Exception {
    String first = token();
    rotate("{\"grace\":60}");
    RawHttp.Reply early = RawHttp.post(demo, "/keys/rotate", "{\"grace\":60}");
    assertEquals(409, early.status());
    assertTrue(early.body().contains("2027-01-01T00:01:00Z"), early.body());
    assertEquals(200, status(first));
    now.set(Instant.parse("2027-01-01T00:01:00Z"));
    String second = token();
    rotate("{\"grace\":60}");
    assertEquals(200, status(second));
    assertEquals(401, status(first));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"grace\":0}",
        "{\"grace\":-1}",
        "{\"grace\":601}",
        "{\"grace\":\"60\"}",
        "{\"grace\":1.5}",
        "{\"grace\":null}",
        "{\"grace\":99999999999999999999}",
        "[]",
        "{",
        "null"
      })
  void badWish_isAnswered400(String body) throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/keys/rotate", body);
    assertEquals(400, reply.status(), reply.body());
    assertEquals(1, keys().size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 600})
  void graceAtEitherEnd_isTaken(long grace) throws Exception {
    rotate("{\"grace\":" + grace + "}");
    assertEquals(now.get().plusSeconds(grace).toString(), keys().path(1).path("until").asText());
  }

  @Test
  void operatorsSecret_isNotRotated() throws Exception {
    Map<String, String> settings = Map.of("watchword.secret", secret);
    try (Demo other = DemoFixture.startAt(now::get, "", settings)) {
      assertTrue(RawHttp.get(other, "/keys").body().contains("\"rotates\":false"));
      RawHttp.Reply reply = RawHttp.post(other, "/keys/rotate", "");
      assertEquals(409, reply.status());
      assertTrue(reply.body().contains("docs/operating.md"), reply.body());
    }
  }

  @Test
  void operatorsPreviousSecret_isLeftAlone() throws Exception {
    Map<String, String> settings = Map.of("watchword.previous.secret", DemoFixture.secret());
    try (Demo other = DemoFixture.startAt(now::get, secret, settings)) {
      assertEquals(409, RawHttp.post(other, "/keys/rotate", "").status());
    }
  }

  @Test
  void files_areGoneWhenDemoEnds() throws Exception {
    RollingSecret rolling = new RollingSecret("watchword.", secret, now::get);
    Path file = Path.of(rolling.find("watchword.secret.location").value());
    assertEquals(secret, Files.readString(file));
    rolling.roll(Duration.ofSeconds(1), () -> {});
    assertEquals(3, rolling.names().size());
    rolling.close();
    assertFalse(Files.exists(file.getParent()));
    assertFalse(rolling.toString().contains(secret));
  }
}
