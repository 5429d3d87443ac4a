package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read {@code /console/events}, and what nobody reads there. */
class ConsoleEventsAccessTest {
  private static final String EVENTS = "/console/events";

  private static final String SECRET = DemoFixture.secret();
  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoFixture.start(SECRET, Map.of("watchword.limit.failures", "off"));
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static EventReader watch() throws Exception {
    return new EventReader(demo, EVENTS, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Forwarded-For: 127.0.0.1",
        "Origin: http://evil.example",
        "Origin: null",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site"
      })
  void pageOfOtherOriginAndProxy_areRefused(String header) throws Exception {
    assertEquals(403, RawHttp.get(demo, EVENTS, header).status());
  }

  @ParameterizedTest // DNS rebinding
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "0.0.0.0"})
  void foreignHost_isRefused(String host) throws Exception {
    assertEquals(403, RawHttp.send(demo, "GET", EVENTS, host + ":" + demo.port(), "").status());
  }

  @Test
  void otherMethod_isRefused() throws Exception {
    assertEquals(405, RawHttp.post(demo, EVENTS, "{}").status());
  }

  @Test
  void pageThatLeaves_isForgotten() throws Exception {
    try (EventReader page = watch()) {
      page.await("all");
      assertTrue(demo.feed().isWatched());
    }
    Instant end = Instant.now().plusSeconds(20);
    while (demo.feed().isWatched() && Instant.now().isBefore(end)) {
      RawHttp.get(demo, "/public/ping"); // what is sent finds the connection broken
    }
    assertFalse(demo.feed().isWatched());
  }

  @Test
  void operatorsStore_isLeftAlone() throws Exception {
    try (Demo other = DemoFixture.start(SECRET, Map.of("watchword.store", "memory"));
        EventReader page = new EventReader(other, EVENTS, "")) {
      page.await("all");
      RawHttp.get(other, "/public/ping");
      page.await("news", news -> news.has("limits"));
    }
  }

  @Test
  void tokensAndSecrets_areNeverTold() throws Exception {
    String token = DemoFixture.token(demo, "alice");
    String mac = token.substring(token.lastIndexOf('.') + 1);
    try (EventReader page = watch()) {
      page.await("all");
      RawHttp.get(demo, "/api/echo", bearer(token));
      RawHttp.get(demo, "/inbox?token=" + token);
      RawHttp.get(demo, "/api/" + token, bearer(DemoFixture.changed(token)));
      RawHttp.get(demo, "/api/echo", "Authorization: " + token, "X-Api-Key: " + SECRET);
      RawHttp.get(demo, "/" + SECRET);
      RawHttp.get(demo, "/the-end");
      page.await("news", news -> news.toString().contains("/the-end"));
      assertFalse(page.text().contains(mac.substring(0, 10)), page.text());
      assertFalse(page.text().contains(SECRET.substring(0, 10)), page.text());
    }
  }

  @Test
  void streamWithoutToken_isRefused() throws Exception {
    assertEquals(401, RawHttp.get(demo, "/api/events").status());
    assertEquals(401, RawHttp.post(demo, "/api/events", "{}").status());
  }
}
