package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams of a path whose rule refuses nothing until a date, and what that date does to them. */
@EachServer
class StreamDryRunTest extends ServletAppTest {
  private static final long DATE = 600;

  private final StreamSite streams = new StreamSite();
  private final BlockingQueue<EventStream> opened = new LinkedBlockingQueue<>();

  @Override
  ServletApp application() {
    return streams
        .set("revocation", "on")
        .set("rules", "new")
        .set("rule.new", "/new from " + Tokens.NOW.plusSeconds(DATE))
        .app()
        .page("/new", this::live)
        .page("/old", this::live);
  }

  private void live(HttpServletRequest request, HttpServletResponse response) throws IOException {
    EventStream.open(request, response).ifPresent(opened::add);
  }

  @BeforeEach
  void begin() {
    streams.at(0);
    opened.clear();
  }

  private EventStream stream() throws InterruptedException {
    return opened.poll(20, TimeUnit.SECONDS);
  }

  private static void assertEndsWith(String code, String reason, EventClient client)
      throws Exception {
    client.assertTold(
        "event: stream_closing|data: {\"type\":\"stream_closing\",\"code\":%s,\"reason\":\"%s\"}"
            .formatted(code, reason));
    client.assertOver();
  }

  @Test
  void expiredStreamBeforeDate_goesOnUntilDate() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", streams.token("anna", 300));
        EventClient held = new EventClient(site, "/old", streams.token("anna", 301))) {
      dry.next();
      held.next();
      streams.at(241);
      dry.assertTold("event: token_expiring|data: " + expiring(300));
      held.next();
      streams.at(331);
      assertEndsWith("4401", "token_expired", held);
      EventStream stream = stream();
      stream.send("still");
      EventStream other = stream();
      other.send("still");
      dry.assertTold("data: still");
      streams.at(DATE);
      assertEndsWith("4401", "token_expired", dry);
    }
  }

  @Test
  void revokedBeforeDate_goesOnUntilDate() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", streams.token("bert", 900))) {
      dry.next();
      streams.at(1);
      streams.watchword.revocations().caller("default/bert").revoke();
      streams.at(2);
      EventStream stream = stream();
      assertTrue(stream.send("still"));
      dry.assertTold("data: still");
      streams.at(DATE);
      assertEndsWith("4403", "token_revoked", dry);
    }
  }

  @Test
  void streamOfBadToken_isNobodys() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", streams.token("cleo", -99))) {
      assertEquals(200, dry.answer().statusCode());
      dry.next();
      assertNull(stream().caller());
      assertEquals(401, site.get("/old").status());
      streams.at(DATE);
      assertEquals(401, site.get("/new").status());
      assertEndsWith("4401", "token_invalid", dry);
    }
  }
}
