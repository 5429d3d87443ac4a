package dev.watchword.servlet;

import static dev.watchword.servlet.StreamSite.expiring;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import org.junit.jupiter.api.Test;

/** Streams of two issuers, of which one refuses nothing until a date. */
@EachServer
class StreamDryRunOfIssuerTest extends DryRunOfStreams {
  @Override
  void set(StreamSite site) {
    site.set("issuers", "slow,strict")
        .set("choose", "iss")
        .set("issuer.slow.iss", "slow")
        .set("issuer.strict.iss", "strict")
        .set("issuer.slow.secret", TestSecrets.text("streams"))
        .set("issuer.slow.enforce.from", TEXT_OF_DATE)
        .set("issuer.strict.secret", TestSecrets.text("strict streams"));
  }

  private String slow(String name, long seconds) {
    return streams.token(Tokens.good().claim("sub", name).claim("iss", "slow"), seconds);
  }

  private static String strict(long seconds) {
    return Tokens.good()
        .claim("iss", "strict")
        .claim("iat", Tokens.NOW)
        .expiringAt(Tokens.NOW.plusSeconds(seconds))
        .secret(TestSecrets.text("strict streams").getBytes(US_ASCII))
        .text();
  }

  @Test
  void expiredStreamBeforeDate_goesOnForThatIssuerAlone() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", slow("anna", 300));
        EventClient held = new EventClient(site, "/old", strict(300))) {
      dry.next();
      held.next();
      streams.at(241);
      dry.assertTold("event: token_expiring|data: " + expiring(300));
      held.next();
      streams.at(331);
      assertEndsWith("4401", "token_expired", held);
      assertTrue(stream().send("still"));
      dry.assertTold("data: still");
      streams.at(DATE);
      assertEndsWith("4401", "token_expired", dry);
    }
  }

  @Test
  void streamOfBadToken_isNobodysAndEndsAtDate() throws Exception {
    try (EventClient dry = new EventClient(site, "/new", slow("cleo", -99))) {
      assertEquals(200, dry.answer().statusCode());
      dry.next();
      streams.at(DATE);
      assertEndsWith("4401", "token_invalid", dry);
    }
  }
}
