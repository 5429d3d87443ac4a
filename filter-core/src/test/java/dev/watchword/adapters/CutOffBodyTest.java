package dev.watchword.adapters;

import static dev.watchword.adapters.RawClient.bearer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.event.GuardEvent;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.Tokens;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bound token whose body breaks off, or is followed by another on the same connection. */
class CutOffBodyTest {
  private static final String BODY = "n=1";

  private final String secret = RandomSecrets.good();
  private final List<GuardEvent> events = new CopyOnWriteArrayList<>();

  private Watchword watchword() {
    return Watchword.builder()
        .surroundings(Map.of(), new Properties())
        .clock(new TestClock())
        .listener(events::add)
        .set("watchword.secret", secret)
        .set("watchword.rules", "hash,json")
        .set("watchword.rule.hash", "/rest/bound/hash bodyhash hash")
        .set("watchword.rule.json", "/rest/bound/json source json:jwt")
        .start();
  }

  private Tokens good() {
    return Tokens.good().secret(secret.getBytes(US_ASCII));
  }

  private String bound() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(BODY.getBytes(US_ASCII));
    return bearer(good().claim("hash", HexFormat.of().formatHex(hash)).text());
  }

  private static String post(
      RawClient site, String path, int length, String body, String... headers) {
    return "POST /app/rest%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nContent-Length: %s\r\n%s\r\n\r\n%s"
        .formatted(path, site.port(), length, String.join("\r\n", headers), body);
  }

  private List<String> reasons() {
    return events.stream().map(e -> e.reason() == null ? "passed" : e.reason().code()).toList();
  }

  @ParameterizedTest // requirements 7 and 55
  @EnumSource
  void bodyThatBreaksOff_isNeverPassed(BoundTokenAttacksTest.Place place) throws Exception {
    try (Watchword watchword = watchword();
        RawClient site = place.start(watchword)) {
      String form = "Content-Type: application/x-www-form-urlencoded";
      String json = "Content-Type: application/json";
      String member = "{\"jwt\":\"" + good().text() + "\"}";
      for (String request :
          List.of(
              post(site, "/bound/hash", BODY.length() + 1, BODY, bound(), form),
              post(site, "/bound/hash", BODY.length(), "n=", bound(), form),
              post(site, "/bound/json", member.length() + 1, member, json))) {
        String answers = site.conversation(request);
        assertFalse(answers.contains(" 200 "), answers);
        assertFalse(answers.contains(" 500 "), answers);
      }
    }
    assertFalse(reasons().contains("passed"), () -> "" + reasons());
  }

  @ParameterizedTest // requirements 7 and 55
  @EnumSource
  void secondRequestOfConnection_isJudgedByItsOwnBody(BoundTokenAttacksTest.Place place)
      throws Exception {
    try (Watchword watchword = watchword();
        RawClient site = place.start(watchword)) {
      String form = "Content-Type: application/x-www-form-urlencoded";
      String close = "Connection: close";
      String first = post(site, "/bound/hash", 3, BODY, bound(), form);
      String second = post(site, "/bound/hash", 3, "n=2", bound(), form, close);
      String answers = site.conversation(first + second);
      assertTrue(answers.startsWith("HTTP/1.1 200"), answers);
      assertTrue(answers.contains("HTTP/1.1 401"), answers);
    }
    assertEquals(List.of("passed", "body_hash"), reasons());
  }

  @ParameterizedTest // the shorter length ends the body; what is left is no request
  @ValueSource(strings = {"n=2", "\r\nn=2"})
  void moreThanContentLength_isNotRead(String more) throws Exception {
    for (BoundTokenAttacksTest.Place place : BoundTokenAttacksTest.Place.values()) {
      events.clear();
      try (Watchword watchword = watchword();
          RawClient site = place.start(watchword)) {
        String form = "Content-Type: application/x-www-form-urlencoded";
        String answers =
            site.conversation(post(site, "/bound/hash", 3, BODY, bound(), form) + more);
        assertTrue(answers.startsWith("HTTP/1.1 200"), answers);
      }
      assertEquals(List.of("passed"), reasons());
    }
  }
}
