package dev.watchword.identity;

import static dev.watchword.identity.IdentifierFixture.body;
import static dev.watchword.identity.IdentifierFixture.hash;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.identity.IdentityCounts.Counts;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.testing.Tokens;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirement 66: who moves from hashes to tokens can see how far they are. */
class IdentityCountsTest {
  private static final String RIGHT = body("userId", "alice", "userHMAC", hash("alice"));
  private static final String WRONG = body("userId", "alice", "userHMAC", hash("bob"));

  private static Counts of(IdentifierFixture desk) {
    return desk.meter().counts().get("default");
  }

  @Test
  void everyKind_isCountedSeparately() {
    IdentifierFixture desk = IdentifierFixture.withHashes(Mode.ACCEPT);
    desk.identified(body("jwt", Tokens.goodText()));
    desk.identified(body("jwt", Tokens.goodText()));
    assertEquals(new Counts(2, 0, 0, 0, null), of(desk));
    desk.identified(body("token", IdentifierFixture.PUBLISHABLE, "user_id", "alice"));
    assertEquals(new Counts(2, 0, 0, 1, null), of(desk));
    desk.identified(RIGHT);
    assertEquals(new Counts(2, 1, 0, 1, Tokens.NOW), of(desk));
    desk.at(Tokens.NOW.plusSeconds(9)).refused(dev.watchword.token.Reason.HASH, WRONG);
    assertEquals(new Counts(2, 1, 1, 1, Tokens.NOW.plusSeconds(9)), of(desk));
    assertEquals(
        "2 signed, 1 by hash, 1 hashes refused, 1 publishable, last hash 2026-03-01T12:00:09Z",
        of(desk).describe());
  }

  @ParameterizedTest // who has closed the door wants to hear of those who still knock
  @EnumSource(names = {"OFF", "REQUIRE_JWT"})
  void hashThatIsNotAcceptedAnyMore_isCountedToo(Mode mode) {
    IdentifierFixture desk = IdentifierFixture.withHashes(mode);
    desk.ask(RIGHT);
    desk.ask(WRONG);
    assertEquals(new Counts(0, 0, 2, 0, Tokens.NOW), of(desk));
  }

  @Test
  void requestRefusedForOtherReason_isNotCounted() {
    IdentifierFixture desk = IdentifierFixture.withHashes(Mode.ACCEPT);
    desk.ask("{}");
    desk.ask(body("jwt", Tokens.good().tampered()));
    desk.ask(body("jwt", Tokens.goodText(), "userId", "bob"));
    desk.ask(body("jwt", "wpk_nobodys_token_here", "user_id", "alice"));
    desk.ask(body("token", IdentifierFixture.PUBLISHABLE));
    desk.ask(body("userHMAC", hash("alice")));
    desk.ask(body("userId", "alice", "userHMAC", hash("alice"), "jwt", Tokens.goodText()));
    assertEquals(Map.of(), desk.meter().counts());
  }

  @Test
  void newCounts_areEmpty() {
    assertEquals(Map.of(), new IdentityCounts().counts());
    assertEquals(
        "0 signed, 0 by hash, 0 hashes refused, 0 publishable",
        new Counts(0, 0, 0, 0, null).describe());
  }

  @Test // issuers of an issuer source come from any name that requests send
  void issuersBeyondTenThousand_areNotCounted() {
    IdentityCounts meter = new IdentityCounts();
    for (int i = 1; i <= 10_001; i++) {
      meter.identified("issuer" + i, Assurance.SIGNED, Tokens.NOW);
    }
    meter.identified("issuer1", Assurance.SIGNED, Tokens.NOW);
    meter.hashRefused("issuer10001", Tokens.NOW);
    Map<String, Counts> counts = meter.counts();
    assertEquals(10_000, counts.size());
    assertEquals(2, counts.get("issuer1").signed());
    assertEquals(1, counts.get("issuer10000").signed());
  }

  @Test
  void insecureUsers_areInNoCount() {
    IdentifierFixture desk = new IdentifierFixture();
    IdentifierFixture.assertIdentified(desk.askInsecurely(body("user_id", "alice")));
    assertEquals(new Counts(0, 0, 0, 0, null), desk.meter().counts().get("insecure"));
  }
}
