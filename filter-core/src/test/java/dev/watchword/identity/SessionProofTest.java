package dev.watchword.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import org.junit.jupiter.api.Test;

/** A session proves no user to begin another with, or it would renew itself for ever. */
class SessionProofTest {
  private final IdentifierFixture desk = new IdentifierFixture();

  private static String body(Tokens token) {
    return "{\"userJWT\":\"" + token.text() + "\"}";
  }

  @Test
  void tokenOfSession_namesNoUser() {
    for (String claim : new String[] {"assurance", "unverified_user"}) {
      Tokens session = Tokens.good().header("typ", "widget+jwt").claim(claim, "signed");
      desk.refused(Reason.KIND, body(session));
    }
  }

  @Test
  void otherWidgetTokenAndSignedToken_nameTheirUser() {
    assertEquals(
        "alice",
        desk.identified(body(Tokens.good().header("typ", "widget+jwt"))).user().orElseThrow());
    Tokens signed = Tokens.good().claim("assurance", "high");
    assertEquals("alice", desk.identified(body(signed)).user().orElseThrow());
  }
}
