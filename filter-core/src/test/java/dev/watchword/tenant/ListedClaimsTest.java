package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lists of claims as people type them: with spaces. */
class ListedClaimsTest {
  private static final String SECRET = RandomSecrets.good();

  private static Caller caller(String settings, Tokens token) {
    SettingsFixture given = SettingsFixture.nothing().and("watchword.secret", SECRET).and(settings);
    byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
    return assertAdmitted(
        given.read().snapshot().verifier().verify(token.secret(secret).text(), Tokens.NOW));
  }

  @Test
  void nameClaims_withSpaceAfterComma() {
    Tokens token = Tokens.good().claim("sub", "alice");
    assertEquals("alice", caller("watchword.nameclaim=upn, sub", token).getName());
    assertEquals(
        "bob", caller("watchword.nameclaim=upn, sub", token.claim("upn", "bob")).getName());
  }

  @Test
  void requiredClaims_withSpacesAroundBar() {
    Tokens token = Tokens.good().claim("sub", "alice");
    assertEquals("alice", caller("watchword.claims=upn | sub, exp", token).getName());
  }

  @Test
  void nameClaimsOfCommasAlone_areMistake() {
    assertEquals(
        "watchword.nameclaim (test) is wrong: the claim of the name is not set",
        SettingsFixture.aSecret().and("watchword.nameclaim", ", ,").mistake());
  }
}
