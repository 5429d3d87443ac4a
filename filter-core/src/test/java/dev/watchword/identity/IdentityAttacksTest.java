package dev.watchword.identity;

import static dev.watchword.identity.Desk.body;
import static dev.watchword.identity.Desk.hash;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.identity.LegacyRules.Mode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Attempts at an identity that one should not get. */
class IdentityAttacksTest {
  private final Desk desk = Desk.withHashes(Mode.ACCEPT);

  @Test
  void keyThatIsNoLongerInTheRing_provesNothing() {
    Desk before = new Desk().ring(TestIssuer.standard().keys(Keys.key("old")).ring());
    String token = body("jwt", Tokens.good().signedBy("old").text());
    before.identified(token);
    before.identified(token);
    before.ring(TestIssuer.standard().keys(Keys.key("new")).ring());
    before.refused(Reason.SIGNATURE, token);
  }

  @Test // as many as a body holds
  void manyMembersAndDeepOnes_areReadOrRefused() {
    StringBuilder json = new StringBuilder("{\"jwt\":\"" + Tokens.goodText() + "\"");
    for (int i = 0; i < 999; i++) {
      json.append(",\"Aa").append(i).append("\":[[[[]]]]");
    }
    Identity identity = desk.identified(json + "}");
    assertEquals(999, identity.ignored().size());
  }

  @Test
  void nestedUser_namesNobodyElse() {
    Map<String, Object> user =
        Map.of("id", "alice", "userId", "bob", "userJWT", "x", "email", "e", "sub", "bob");
    Identity identity = desk.identified(body("user", user, "hash", hash("alice")));
    assertEquals("alice", identity.user().get());
    assertEquals(Map.of(), identity.untrusted());
  }

  @Test // a publishable token under a token's name is read as nothing else
  void publishableTokenWithAMac_isNotVerified() {
    String signed = Tokens.sign("wpk_.e30", "HmacSHA256", TestSecrets.secret("main"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", signed, "user_id", "alice"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", "wpk_", "user_id", "alice"));
    desk.refused(Reason.PUBLISHABLE, body("jwt", "wpk_" + "a".repeat(60_000), "user_id", "alice"));
  }

  @Test
  void hashThatIsLongInBytes_isJustWrong() {
    String hex = "\u0660".repeat(64); // Arabic digits
    desk.refused(Reason.HASH, body("userId", "alice", "userHMAC", hex));
    assertEquals(128, hex.getBytes(UTF_8).length);
  }
}
