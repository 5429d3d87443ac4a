package dev.watchword.stream;

import static dev.watchword.stream.StreamFixture.assertTold;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.stream.StreamFixture.Connection;
import dev.watchword.stream.StreamFixture.Credential;
import dev.watchword.testing.Tokens;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All streams together. */
class StreamRegistryTest {
  private static final UseRules REVOCABLE = new UseRules(true, List.of(), false, 1000);

  private final Connection connection = new Connection();

  private static StreamFixture with(int perCaller) {
    return new StreamFixture(new StreamPolicy(AtExpiry.CLOSE, Duration.ofHours(12), perCaller));
  }

  @Test
  void streamsOfCaller_areLimited() {
    StreamFixture streams = with(2);
    assertNotNull(streams.registry.open(streams.alice(300), new Connection()));
    assertFalse(streams.registry.isFull(streams.alice(300)));
    TokenStream second = streams.registry.open(streams.alice(300), connection);
    assertTrue(streams.registry.isFull(streams.alice(300)));
    assertNull(streams.registry.open(streams.alice(300), new Connection()));
    assertNotNull(streams.registry.open(streams.new Credential(null), new Connection()));
    second.close();
    assertNotNull(streams.registry.open(streams.alice(300), new Connection()));
  }

  @Test
  void dryRun_limitsNoStreams() {
    StreamFixture streams = with(1);
    streams.registry.open(streams.alice(300), connection);
    Credential alice = streams.alice(300);
    alice.enforced = false;
    assertFalse(streams.registry.isFull(alice));
    assertNotNull(streams.registry.open(alice, new Connection()));
  }

  @Test
  void brokenConnection_countsNoMore() {
    StreamFixture streams = with(1);
    streams.registry.open(streams.alice(300), connection);
    connection.open = false;
    Connection next = new Connection();
    assertNotNull(streams.registry.open(streams.alice(300), next));
    next.broken = true;
    assertNotNull(streams.registry.open(streams.alice(300), new Connection()));
    streams.at(1);
    assertEquals(1, streams.registry.size());
  }

  @Test
  void connectionThatThrows_doesNotKeepOthersFromEnding() {
    StreamFixture streams = with(20);
    Connection throwing = new Connection();
    streams.registry.open(streams.alice(300), throwing);
    streams.registry.open(streams.alice(300), connection);
    throwing.broken = true;
    streams.at(330);
    assertTold(connection, "EXPIRED");
  }

  @Test
  void revoked_isEndedWithinSecond() {
    StreamFixture streams = with(20);
    Tokens token = Tokens.good().claim("jti", "7");
    Credential alice = streams.new Credential(StreamFixture.caller(token, REVOCABLE));
    streams.registry.open(alice, connection);
    Connection notRevocable = new Connection();
    streams.registry.open(streams.alice(300), notRevocable);
    streams.at(0);
    streams.revoked.add(alice.caller());
    streams.clock.pass(Duration.ofMillis(999));
    streams.registry.tick();
    assertTold(connection);
    streams.at(1);
    assertTold(connection, "REVOKED");
    assertTold(notRevocable);
    assertEquals(List.of(1, 1), streams.asked);
  }

  @Test
  void clockThatIsSetBack_delaysNoLookUp() {
    StreamFixture streams = with(20);
    Tokens token = Tokens.good().claim("jti", "7");
    Credential alice = streams.new Credential(StreamFixture.caller(token, REVOCABLE));
    streams.registry.open(alice, connection);
    streams.at(200);
    streams.revoked.add(alice.caller());
    streams.at(0);
    assertTold(connection, "REVOKED");
  }

  @Test
  void stream_isJudgedByTimeOfLook() {
    StreamFixture streams = with(20);
    StreamConnection movesClock =
        new Connection() {
          @Override
          public boolean isOpen() {
            streams.clock.moveTo(Tokens.NOW); // while others are looked at
            return super.isOpen();
          }
        };
    streams.registry.open(streams.alice(300), movesClock);
    streams.registry.open(streams.alice(300), movesClock);
    streams.at(330);
    assertEquals(2, streams.registry.size());
  }

  @Test
  void revocations_areLookedUpForManyAtOnce() {
    StreamFixture streams = with(2000);
    Tokens token = Tokens.good().claim("jti", "7");
    Credential alice = streams.new Credential(StreamFixture.caller(token, REVOCABLE));
    for (int i = 0; i < 1100; i++) {
      streams.registry.open(alice, new Connection());
    }
    streams.at(0);
    assertEquals(List.of(500, 500, 100), streams.asked);
  }

  @Test
  void close_endsAllAndOpensNoMore() {
    StreamFixture streams = with(20);
    streams.registry.open(streams.alice(300), connection);
    streams.registry.close();
    assertTold(connection, "GOING_AWAY");
    assertNull(streams.registry.open(streams.alice(300), new Connection()));
    assertEquals(0, streams.registry.size());
  }
}
