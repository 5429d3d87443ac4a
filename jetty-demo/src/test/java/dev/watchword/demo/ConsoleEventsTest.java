package dev.watchword.demo;

import static dev.watchword.demo.RawHttp.bearer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page is told at {@code /console/events}. */
class ConsoleEventsTest {
  private static final String EVENTS = "/console/events";

  private static Demo demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoFixture.start();
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  private static EventReader watch() throws Exception {
    return new EventReader(demo, EVENTS, "");
  }

  private static List<JsonNode> rows(JsonNode event) {
    return StreamSupport.stream(event.at("/decisions/rows").spliterator(), false).toList();
  }

  private static JsonNode last(JsonNode event) {
    List<JsonNode> rows = rows(event);
    return rows.get(rows.size() - 1);
  }

  private static void ping(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      RawHttp.get(demo, "/public/ping");
    }
  }

  @Test
  void refusal_isToldWithTheIdOfItsAnswer() throws Exception {
    try (EventReader page = watch()) {
      page.await("all");
      String body = RawHttp.get(demo, "/api/echo").body();
      JsonNode row = rows(page.await("news", news -> news.has("decisions"))).get(0);
      assertEquals("missing", row.path("reason").asText());
      assertEquals(401, row.path("status").asInt());
      assertEquals("/api/echo", row.path("path").asText());
      assertTrue(body.contains("\"id\":\"" + row.path("id").asText() + "\""), body);
    }
  }

  @Test
  void caller_isNamed() throws Exception {
    RawHttp.get(demo, "/api/echo", bearer(DemoFixture.token(demo, "alice")));
    try (EventReader page = watch()) {
      JsonNode row = last(page.await("all"));
      assertEquals("passed", row.path("reason").asText());
      assertEquals("default/alice", row.path("caller").asText());
    }
  }

  @Test
  void pagesOwnCalls_areLeftOut() throws Exception {
    RawHttp.get(demo, "/");
    RawHttp.get(demo, "/console/live.js");
    RawHttp.post(demo, "/mint", "{}");
    RawHttp.get(demo, "/runs");
    ping(1);
    try (EventReader page = watch()) {
      JsonNode all = page.await("all");
      assertEquals("/public/ping", last(all).path("path").asText());
      assertTrue(rows(all).stream().noneMatch(row -> Decisions.isOwn(row.path("path").asText())));
      assertFalse(all.path("limits").toString().contains("/console"), all.toString());
    }
  }

  @Test
  void lastRequests_areBounded() throws Exception {
    ping(Decisions.MOST + 10);
    RawHttp.get(demo, "/api/echo");
    try (EventReader page = watch()) {
      JsonNode all = page.await("all");
      assertEquals(Decisions.MOST, rows(all).size());
      assertEquals("/api/echo", last(all).path("path").asText());
    }
  }

  @Test
  void burst_isToldTenTimesASecondAtMost() throws Exception {
    int calls = 300;
    try (EventReader page = watch()) {
      long begun = System.nanoTime();
      page.await("all");
      ping(calls);
      int told = 0;
      int events = 0;
      while (told < calls) {
        JsonNode news = page.await("news", some -> some.has("decisions"));
        for (JsonNode count : news.at("/decisions/counts")) {
          told += count.asInt();
        }
        assertTrue(rows(news).size() <= Decisions.MOST);
        events++;
      }
      assertEquals(calls, told);
      long tenths = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 100;
      long ticks = tenths / 10;
      assertTrue(events <= tenths + ticks + 2, events + " in " + tenths + " tenths of a second");
    }
  }

  @Test
  void limit_isToldWithWhatIsLeft() throws Exception {
    try (EventReader page = watch()) {
      page.await("all");
      ping(1);
      JsonNode bucket = page.await("news", news -> news.has("limits")).at("/limits/0");
      assertEquals("public", bucket.path("limit").asText());
      assertEquals("public /public/* 127.0.0.1", bucket.path("of").asText());
      assertEquals(60, bucket.path("capacity").asInt());
      assertTrue(bucket.path("left").asInt() < 60, bucket.toString());
      assertEquals(3000, bucket.path("refillMillis").asInt());
    }
  }

  /** What is said of that caller's stream; nothing where none is open. */
  private static JsonNode streamOf(String caller, JsonNode event) {
    return StreamSupport.stream(event.at("/streams/open").spliterator(), false)
        .filter(row -> row.path("caller").asText().equals("default/" + caller))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static boolean ends(JsonNode row, Instant expiry) {
    return row.path("expires").asLong() / 1000 == expiry.plusSeconds(30).getEpochSecond();
  }

  @Test
  void stream_isToldWhileItIsOpen() throws Exception {
    Instant now = Instant.now();
    String token = Mint.token(demo.watchword(), "bob", Duration.ofMinutes(2), now);
    try (EventReader page = watch()) {
      page.await("all");
      try (EventReader stream = new EventReader(demo, "/api/events", token)) {
        String id = stream.await("stream_opened").path("id").asText();
        JsonNode row =
            streamOf("bob", page.await("news", news -> !streamOf("bob", news).isMissingNode()));
        assertEquals("/api/events", row.path("path").asText());
        assertEquals("require-update", row.path("atExpiry").asText());
        assertTrue(ends(row, now.plus(Duration.ofMinutes(2))), row.toString());
        assertFalse(page.text().contains(id), "the id is its client's alone");
        String newer = Mint.token(demo.watchword(), "bob", Duration.ofMinutes(9), now);
        assertEquals(204, renew(id, newer));
        page.await("news", news -> ends(streamOf("bob", news), now.plus(Duration.ofMinutes(9))));
      }
      page.await("news", news -> news.has("streams") && streamOf("bob", news).isMissingNode());
    }
  }

  @Test
  void streamOfWidgetPage_isToldToo() throws Exception {
    String body = RawHttp.post(demo, "/widget/token", "").body();
    String token = body.replaceAll(".*:\"([^\"]+)\".*", "$1");
    try (EventReader page = watch()) {
      page.await("all");
      try (EventReader inbox = new EventReader(demo.framePort(), "/widget/events", token)) {
        inbox.await("reader");
        page.await("news", news -> news.toString().contains("\"widget:default/alice\""));
        assertFalse(page.text().contains(token.substring(token.lastIndexOf('.') + 1)));
      }
    }
  }

  private static int renew(String stream, String newer) throws Exception {
    String body = Json.text(Map.of("type", "update_token", "stream", stream, "token", newer));
    return RawHttp.post(demo, "/api/events", body, "Content-Type: application/json", bearer(newer))
        .status();
  }
}
