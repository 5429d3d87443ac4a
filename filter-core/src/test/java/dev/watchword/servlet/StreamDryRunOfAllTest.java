package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Streams of a service that refuses nothing until a date. */
@EachServer
class StreamDryRunOfAllTest extends DryRunOfStreams {
  @Override
  void set(StreamSite site) {
    site.set("revocation", "on").set("enforce.from", TEXT_OF_DATE);
  }

  @Test
  void expiredOrRevokedBeforeDate_goesOnUntilDate() throws Exception {
    try (EventClient expired = new EventClient(site, "/new", streams.token("anna", 300));
        EventClient revoked = new EventClient(site, "/old", streams.token("bert", 900))) {
      expired.next();
      revoked.next();
      streams.at(1);
      streams.watchword.revocations().caller("default/bert").revoke();
      streams.at(241);
      expired.assertTold("event: token_expiring|data: " + expiring(300));
      streams.at(331);
      assertTrue(stream().send("still"));
      assertTrue(stream().send("still"));
      expired.assertTold("data: still");
      revoked.assertTold("data: still");
      streams.at(DATE);
      assertEndsWith("4401", "token_expired", expired);
      assertEndsWith("4403", "token_revoked", revoked);
    }
  }

  @Test
  void streamOfBadToken_isNobodysAndEndsAtDate() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", streams.token("cleo", -99))) {
      dry.next();
      assertNull(stream().caller());
      streams.at(DATE);
      assertEndsWith("4401", "token_invalid", dry);
    }
  }
}
