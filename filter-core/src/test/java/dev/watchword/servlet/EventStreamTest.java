package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.epoch;
import static dev.watchword.servlet.StreamSite.expiring;
import static dev.watchword.servlet.StreamSite.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Server-sent events that live by the token of their request, on real servers. */
@EachServer
class EventStreamTest extends ServletAppTest {
  private static final Pattern ID = Pattern.compile("\"id\":\"([\\w-]{22})\"");

  private final StreamSite streams = new StreamSite();
  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();

  @Override
  ServletApp application() {
    return streams
        .set("streams", "require-update")
        .set("streams.percaller", "2")
        .set("revocation", "on")
        .set("rules", "admin,kept,short")
        .set("rule.admin", "/admin role admin")
        .set("rule.kept", "/kept stream keep")
        .set("rule.short", "/short stream close")
        .app()
        .page("/live", this::live)
        .page("/admin", this::live)
        .page("/kept", this::live)
        .page("/short", this::live);
  }

  private void live(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getMethod().equals("POST")) {
      EventStream.update(request, response);
    } else { // as a servlet does, whose doHead calls its doGet
      EventStream.open(request, response).ifPresent(opened::add);
    }
  }

  @BeforeEach
  void begin() {
    streams.at(0);
    opened.clear();
  }

  private EventStream stream() throws InterruptedException {
    return opened.poll(20, TimeUnit.SECONDS);
  }

  /** Connects, and gives the id that the first event tells. */
  private static String id(EventClient client, long expiresAt) throws Exception {
    String first = client.next();
    Matcher id = ID.matcher(first);
    assertTrue(id.find(), first);
    assertEquals(
        "event: stream_opened|data: {\"type\":\"stream_opened\",\"id\":\""
            + id.group(1)
            + "\",\"expires_at\":"
            + epoch(expiresAt)
            + "}",
        first);
    return id.group(1);
  }

  private static String closing(String code, String reason) {
    return "event: stream_closing|data: {\"type\":\"stream_closing\",\"code\":"
        + code
        + ",\"reason\":\""
        + reason
        + "\"}";
  }

  private RawHttp.Reply update(String path, String id, String token, String shown)
      throws IOException {
    String body =
        "{\"type\":\"update_token\",\"stream\":\"" + id + "\",\"token\":\"" + token + "\"}";
    return site.post(path, body, RunningApp.bearer(shown));
  }

  @Test
  void eventsOfApplication_reachClientUntilTokenExpires() throws Exception {
    try (EventClient client = new EventClient(site, "/live", streams.token("anna", 300))) {
      assertEquals(200, client.answer().statusCode());
      assertEquals(
          "text/event-stream;charset=utf-8",
          client
              .answer()
              .headers()
              .firstValue("Content-Type")
              .orElse("")
              .toLowerCase(Locale.ROOT)
              .replace(" ", ""));
      id(client, 300);
      EventStream stream = stream();
      assertEquals("anna", stream.caller().getName());
      assertTrue(stream.send("one\ntwo\r\nthree\u2713"));
      client.assertTold("data: one|data: two|data: three\u2713");
      assertTrue(stream.send("chat", ""));
      client.assertTold("event: chat|data: ");
      streams.at(240);
      client.assertTold("event: token_expiring|data: " + expiring(300));
      streams.at(330);
      client.assertTold(closing("4401", "token_expired"));
      client.assertOver();
      assertFalse(stream.isOpen());
      assertFalse(stream.send("late"));
    }
  }

  @Test
  void postOfNewerToken_movesDeadline() throws Exception {
    String first = streams.token("bert", 300);
    try (EventClient client = new EventClient(site, "/live", first)) {
      String id = id(client, 300);
      assertEquals(204, update("/live", id, streams.token("bert", 600), first).status());
      client.assertTold("event: token_updated|data: " + updated(600));
      RawHttp.Reply other = update("/live", id, streams.token("cleo", 900), first);
      assertEquals(401, other.status());
      assertTrue(other.body().contains("\"token_invalid\""), other.body());
      client.assertTold(
          "event: update_refused|data: {\"type\":\"update_refused\",\"code\":\"token_invalid\"}");
      assertEquals(404, update("/live", "x", streams.token("bert", 900), first).status());
      assertEquals(400, site.post("/live", "x", RunningApp.bearer(first)).status());
      streams.at(540);
      client.assertTold("event: token_expiring|data: " + expiring(600));
    }
  }

  /** Whatever path the POST is sent to: the rule of the stream's path holds. */
  @Test
  void newerToken_isJudgedByRuleOfStream() throws Exception {
    Tokens admin =
        Tokens.good().claim("sub", "dora").claim("jti", "1").claim("roles", List.of("admin"));
    try (EventClient client = new EventClient(site, "/admin", streams.token(admin, 300))) {
      String id = id(client, 300);
      String lowly = streams.token("dora", 600);
      assertEquals(403, update("/live", id, lowly, lowly).status());
    }
  }

  @Test
  void ruleOfPath_decidesWhatBecomesOfItsStreams() throws Exception {
    String first = streams.token("iris", 300);
    try (EventClient kept = new EventClient(site, "/kept", first);
        EventClient closed = new EventClient(site, "/short", first)) {
      id(kept, 300);
      String id = id(closed, 300);
      assertEquals(409, update("/live", id, streams.token("iris", 600), first).status());
      closed.assertTold(
          "event: update_refused|data: {\"type\":\"update_refused\",\"code\":\"updates_refused\"}");
      streams.at(330);
      closed.assertTold(closing("4401", "token_expired"));
      kept.assertTold("event: token_expiring|data: " + expiring(300));
      EventStream one = stream();
      EventStream other = stream();
      assertTrue(one.isOpen() != other.isOpen());
    }
  }

  @Test
  void brokenStreams_disturbNoOtherConnection() throws Exception {
    for (int i = 0; i < 150; i++) {
      streams.at(i % 20 * 11); // each stream is written to, also those that clients have left
      try (EventClient client = new EventClient(site, "/live", streams.token("hugo" + i, 300))) {
        id(client, 300);
        streams.at(i % 20 * 11 + 5);
      }
    }
  }

  @Test
  void revoked_isEnded() throws Exception {
    try (EventClient client = new EventClient(site, "/live", streams.token("emil", 300))) {
      id(client, 300);
      streams.at(1);
      streams.watchword.revocations().caller("default/emil").revoke();
      streams.at(2);
      client.assertTold(closing("4403", "token_revoked"));
      client.assertOver();
    }
  }

  @Test
  void tooManyStreams_areRefused() throws Exception {
    String token = streams.token("fred", 300);
    try (EventClient one = new EventClient(site, "/live", token);
        EventClient two = new EventClient(site, "/live", token)) {
      id(one, 300);
      id(two, 300);
      RawHttp.Reply refused = site.get("/live", RunningApp.bearer(token));
      assertEquals(429, refused.status());
      assertEquals("60", refused.header("Retry-After"));
      stream().close();
      stream().close();
    }
    try (EventClient again = new EventClient(site, "/live", token)) {
      id(again, 300);
    }
  }

  /** It would never end: what is written to it goes nowhere, so nobody finds that it is broken. */
  @Test
  void head_tellsOfEventsAndOpensNoStream() throws Exception {
    String token = streams.token("gina", 300);
    String request = " /live HTTP/1.1\r\nHost: x\r\n" + RunningApp.bearer(token) + "\r\n\r\n";
    try (RawHttp connection = new RawHttp(site.port())) {
      for (int i = 0; i < 3; i++) { // more than the caller may have
        RawHttp.Reply reply = connection.send("HEAD" + request);
        assertEquals(200, reply.status());
        assertTrue(reply.header("Content-Type").startsWith("text/event-stream"));
      }
    }
    assertTrue(opened.isEmpty());
  }
}
