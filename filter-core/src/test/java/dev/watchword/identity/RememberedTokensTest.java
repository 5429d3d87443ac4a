package dev.watchword.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.guard.TokenMemory;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import dev.watchword.token.UseRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requirements 61 and 62: the desk for widgets is no way around revocations and single use. */
class RememberedTokensTest {
  private final MemoryStore store = new MemoryStore(1000, () -> 0);

  private IdentifierFixture desk(UseRules use) {
    return new IdentifierFixture()
        .ring(TestIssuer.withDefaults().use(use).ring())
        .history(new TokenMemory(store));
  }

  private static String body(String jti, String more) {
    return "{\"userJWT\":\"" + Tokens.good().claim("jti", jti).text() + "\"" + more + "}";
  }

  @Test // requirement 61
  void revokedToken_namesNoUser() {
    IdentifierFixture desk = desk(new UseRules(true, List.of(), false, 100));
    assertEquals("alice", desk.identified(body("a", "")).user().orElseThrow());
    store.denyList().revoke(Subject.token("default", "a"), Revocation.ofAll(), null);
    desk.refused(Reason.REVOKED, body("a", ""));
    desk.refused(Reason.REVOKED, body("a", ",\"userId\":\"mallory\""));
    desk.identified(body("b", ""));
  }

  @Test // requirement 62
  void tokenForOneRequest_namesItsUserOnce() {
    IdentifierFixture desk = desk(new UseRules(false, List.of(), true, 100));
    desk.refused(Reason.MISMATCH, body("a", ",\"userId\":\"mallory\""));
    assertEquals("alice", desk.identified(body("a", "")).user().orElseThrow());
    desk.refused(Reason.REPLAYED, body("a", ""));
    desk.refused(Reason.CLAIM, body("", ""));
  }

  @Test
  void storeThatKeepsNothing_isUnavailable() {
    IdentifierFixture desk =
        desk(new UseRules(true, List.of(), true, 100)).history(new TokenMemory((b, l) -> null));
    desk.refused(Reason.UNAVAILABLE, body("a", ""));
  }
}
