package dev.watchword.stream;

import static dev.watchword.stream.StreamFixture.assertTold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.stream.StreamFixture.Connection;
import dev.watchword.stream.StreamFixture.Credential;
import dev.watchword.testing.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a token does to the stream that it opened. Leeway is 30 s throughout. */
class TokenStreamTest {
  private final Connection connection = new Connection();

  private static String expiring(long seconds) {
    return "{\"type\":\"token_expiring\",\"expires_at\":" + at(seconds) + "}";
  }

  private static String updated(long seconds) {
    return "{\"type\":\"token_updated\",\"expires_at\":" + at(seconds) + "}";
  }

  private static String refused(String code) {
    return "{\"type\":\"update_refused\",\"code\":\"" + code + "\"}";
  }

  private static long at(long seconds) {
    return Tokens.NOW.plusSeconds(seconds).getEpochSecond();
  }

  private static String update(String token) {
    return "{\"type\":\"update_token\",\"token\":\"" + token + "\"}";
  }

  /** A fifth of the token's life, and a minute at most. */
  @ParameterizedTest
  @CsvSource({"20, 16", "100, 80", "300, 240", "301, 241", "3600, 3540"})
  void expiry_isToldAheadOnce(long life, long warning) {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    streams.registry.open(streams.alice(life), connection);
    streams.at(warning - 1);
    assertTold(connection);
    streams.at(warning);
    streams.at(warning + 1);
    assertTold(connection, expiring(life));
  }

  @ParameterizedTest
  @EnumSource(
      value = AtExpiry.class,
      names = {"CLOSE", "REQUIRE_UPDATE"})
  void expired_isEndedWhenRequestWouldBeRefused(AtExpiry atExpiry) {
    StreamFixture streams = new StreamFixture(atExpiry);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    streams.at(329);
    assertTrue(stream.isOpen());
    streams.at(330);
    assertFalse(stream.isOpen());
    assertTold(connection, expiring(300), "EXPIRED");
    assertEquals(0, streams.registry.size());
  }

  @Test
  void expired_isKeptToGreatestAge() {
    StreamFixture streams = new StreamFixture(AtExpiry.KEEP);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    streams.at(43_199);
    assertTrue(stream.isOpen());
    streams.at(43_200);
    assertTold(connection, expiring(300), "TOO_OLD");
  }

  @Test
  void rule_decidesForItsStreamsAlone() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    Credential kept = streams.alice(300);
    kept.atExpiry = AtExpiry.KEEP;
    TokenStream usual = streams.registry.open(streams.alice(300), connection);
    TokenStream stream = streams.registry.open(kept, new Connection());
    assertEquals(AtExpiry.CLOSE, usual.atExpiry());
    assertEquals(AtExpiry.KEEP, stream.atExpiry());
    streams.at(330);
    assertFalse(usual.isOpen());
    assertTrue(stream.isOpen());
    streams.at(43_200);
    assertFalse(stream.isOpen());
  }

  @Test
  void greatestAge_endsStreamOfTokenWithoutEnd() {
    StreamFixture streams =
        new StreamFixture(new StreamPolicy(AtExpiry.CLOSE, Duration.ofHours(1), 20));
    streams.registry.open(streams.new Credential(null), connection);
    streams.at(3599);
    assertTold(connection);
    streams.at(3600);
    assertTold(connection, "TOO_OLD");
  }

  @Test
  void dryRun_endsNothingByToken() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    Credential alice = streams.alice(300);
    alice.enforced = false;
    alice.good = false;
    streams.registry.open(alice, connection);
    streams.at(1000);
    assertTold(connection, expiring(300));
    alice.enforced = true;
    streams.at(1001);
    assertTold(connection, expiring(300), "EXPIRED");
  }

  /** Such as a key that has ended. */
  @ParameterizedTest
  @EnumSource
  void tokenOfOldKey_endsWithinTenSeconds(AtExpiry atExpiry) {
    StreamFixture streams = new StreamFixture(atExpiry);
    Credential alice = streams.alice(3600);
    streams.registry.open(alice, connection);
    streams.at(5);
    alice.good = false;
    streams.at(9);
    assertTold(connection);
    streams.at(10);
    assertTold(connection, "INVALID");
  }

  @ParameterizedTest
  @EnumSource(
      value = AtExpiry.class,
      names = {"KEEP", "REQUIRE_UPDATE"})
  void newerToken_movesDeadline(AtExpiry atExpiry) {
    StreamFixture streams = new StreamFixture(atExpiry);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    Credential newer = streams.alice(600);
    streams.newer.put("new", newer);
    streams.at(240);
    assertTrue(stream.receive(update("new")));
    assertSame(newer.caller(), stream.caller());
    streams.at(539);
    assertTold(connection, expiring(300), updated(600));
    streams.at(540);
    assertTold(connection, expiring(300), updated(600), expiring(600));
    streams.at(630);
    assertEquals(atExpiry == AtExpiry.KEEP, stream.isOpen());
  }

  @Test
  void newerToken_isNotTakenWhereStreamsClose() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    streams.newer.put("new", streams.alice(600));
    assertTrue(stream.receive(update("new")));
    assertTold(connection, refused("updates_refused"));
  }

  @Test
  void tokenOfAnotherOrOlder_changesNothing() {
    StreamFixture streams = new StreamFixture(AtExpiry.REQUIRE_UPDATE);
    Credential alice = streams.alice(300);
    TokenStream stream = streams.registry.open(alice, connection);
    Tokens bob = Tokens.good().claim("sub", "bob").expiringAt(Tokens.NOW.plusSeconds(600));
    streams.newer.put("bob", streams.new Credential(StreamFixture.caller(bob)));
    streams.newer.put("same", streams.alice(300));
    streams.newer.put("older", streams.alice(200));
    streams.newer.put("none", streams.new Credential(null));
    for (String token : new String[] {"bob", "same", "older", "none", "bad"}) {
      assertTrue(stream.receive(update(token)));
      assertSame(alice.caller(), stream.caller());
    }
    String no = refused("token_invalid");
    assertTold(connection, no, no, no, no, no);
    stream.receive(update("bad")); // guessing ends
    assertTold(connection, no, no, no, no, no, "UPDATES_REFUSED");
  }

  @Test
  void otherMessage_isOfApplication() {
    StreamFixture streams = new StreamFixture(AtExpiry.REQUIRE_UPDATE);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    for (String text :
        new String[] {
          "",
          "hello",
          "update_token",
          "[\"update_token\"]",
          "{\"type\":\"chat\",\"text\":\"update_token\"}",
          "{\"type\":\"update_token\",\"type\":\"update_token\"}",
          update("x".repeat(2000))
        }) {
      assertFalse(stream.receive(text), text);
    }
    assertTold(connection);
  }

  @Test
  void updateWithoutToken_isRefused() {
    StreamFixture streams = new StreamFixture(AtExpiry.REQUIRE_UPDATE);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    assertTrue(stream.receive("{\"type\":\"update_token\"}"));
    assertTold(connection, refused("token_invalid"));
  }

  @Test
  void announcement_hasIdAndEnd() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    stream.announce();
    assertTold(
        connection,
        "{\"type\":\"stream_opened\",\"id\":\""
            + stream.id()
            + "\",\"expires_at\":"
            + at(300)
            + "}");
    assertSame(stream, streams.registry.find(stream.id()));
    assertFalse(stream.toString().contains(stream.id()));
  }

  @Test
  void connection_isKeptAliveEveryTenSeconds() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    Credential alice = streams.alice(300);
    alice.enforced = false; // in a dry run, too
    streams.registry.open(alice, connection);
    streams.at(9);
    assertEquals(0, connection.beats);
    streams.at(10);
    streams.at(19);
    streams.at(20);
    assertEquals(2, connection.beats);
  }

  @Test
  void closedByApplication_endsOnce() {
    StreamFixture streams = new StreamFixture(AtExpiry.CLOSE);
    TokenStream stream = streams.registry.open(streams.alice(300), connection);
    stream.close();
    stream.close();
    assertTold(connection, "DONE");
    assertNull(streams.registry.find(stream.id()));
    streams.newer.put("new", streams.alice(600));
    assertInstanceOf(Renewal.Refused.class, stream.update("new"));
  }
}
