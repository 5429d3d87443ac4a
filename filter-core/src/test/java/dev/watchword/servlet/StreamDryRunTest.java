package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Streams of a path whose rule refuses nothing until a date, and what that date does to them. */
@EachServer
class StreamDryRunTest extends DryRunOfStreams {
  @Override
  void set(StreamSite site) {
    site.set("revocation", "on").set("rules", "new").set("rule.new", "/new from " + TEXT_OF_DATE);
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
