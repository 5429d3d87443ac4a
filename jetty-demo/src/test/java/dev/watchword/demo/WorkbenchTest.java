package dev.watchword.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /mint} with claims, and {@code /explain}. */
class WorkbenchTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z"); // 1798761600

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoFixture.startAt(() -> NOW, DemoFixture.secret(), Map.of());
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static JsonNode post(String target, Object body) throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, target, Json.text(body));
    assertEquals(200, reply.status(), reply.body());
    return JSON.readTree(reply.body());
  }

  private static String minted(String kind, String claims) throws Exception {
    Map<String, Object> wish = Map.of("kind", kind, "claims", JSON.readTree(claims));
    return post("/mint", wish).path("token").asText();
  }

  private static JsonNode explained(String token) throws Exception {
    return post("/explain", Map.of("token", token));
  }

  private static String failed(JsonNode explained) {
    List<String> failed = new ArrayList<>();
    explained
        .path("steps")
        .forEach(
            step -> {
              if (!step.path("passed").asBoolean()) {
                failed.add(step.path("check").asText());
              }
            });
    return String.join(" ", failed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "signed | {'sub':'alice','exp':1798762500} | true | |",
        "widget | {'sub':'alice','exp':1798762500} | true | |",
        "signed | {'sub':'alice','exp':1798761569} | false | exp | expired",
        "signed | {'sub':'alice'} | false | exp | claim",
        "signed | {'sub':7,'exp':1798762500,'nbf':1798763000} | false | nbf names | not_yet"
      })
  void claims_areSignedAsTheyStandAndExplained(
      String kind, String claims, boolean admitted, String failed, String reason) throws Exception {
    JsonNode explained = explained(minted(kind, claims.replace('\'', '"')));
    assertEquals(admitted, explained.path("admitted").asBoolean(), explained.toString());
    assertEquals(failed == null ? "" : failed, failed(explained), explained.toString());
    assertEquals(reason == null ? "" : reason, explained.path("reason").asText());
  }

  @Test
  void changedToken_isExplainedByItsSignature() throws Exception {
    String token = DemoFixture.changed(minted("signed", "{\"sub\":\"alice\",\"exp\":1798762500}"));
    JsonNode explained = explained(token);
    assertEquals("signature", explained.path("reason").asText());
    assertEquals("signature", failed(explained));
    assertEquals("form", failed(explained("a.b")));
    assertEquals("size", failed(explained("a".repeat(70_000))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"claims\":[]}",
        "{\"claims\":\"a\"}",
        "{\"claims\":{\"n\":123456789012345678901234567890}}",
        "{\"claims\":{},\"kind\":\"publishable\"}",
        "{\"sub\":\"\"}",
        "{\"seconds\":86401}",
        "no json"
      })
  void badWish_isAnswered400(String body) throws Exception {
    RawHttp.Reply reply = RawHttp.post(demo, "/mint", body);
    assertEquals(400, reply.status(), reply.body());
    assertTrue(reply.body().startsWith("{\"error\":\""), reply.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"token\":7}", "{\"token\":null}", "[]"})
  void wishWithoutToken_isAnswered400(String body) throws Exception {
    assertEquals(400, RawHttp.post(demo, "/explain", body).status());
  }

  @Test
  void bodyBeyondRoom_isAnswered400() throws Exception {
    String body = "{\"token\":\"" + "a".repeat(80_000) + "\"}";
    assertEquals(400, RawHttp.post(demo, "/explain", body).status());
  }

  @Test // what is explained quotes the token, and so may not get into the log
  void explaining_logsNothing() throws Exception {
    List<String> lines = new ArrayList<>();
    Handler handler = new Lines(lines);
    Logger logger = Logger.getLogger("dev.watchword");
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    try {
      explained(minted("signed", "{\"sub\":\"mallory-in-the-log\",\"exp\":1}"));
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(null);
    }
    assertFalse(lines.stream().anyMatch(line -> line.contains("mallory")), lines.toString());
  }

  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
