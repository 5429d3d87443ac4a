package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rule asks beyond a valid token. */
class RequirementsTest {
  private static final Requirements ALL =
      new Requirements(TokenKind.SIGNED, Set.of("acme", "globex"), "admin", "read");

  private static Caller caller(String issuer, String typ, String role, String scope) {
    String token =
        Tokens.good().header("typ", typ).claim("roles", role).claim("scope", scope).text();
    return VerdictAssertions.assertAdmitted(
        TestIssuer.withDefaults().name(issuer).verifier().verify(token, Tokens.NOW));
  }

  @Test // also where the verifier would not have narrowed the issuers already
  void firstUnmetRequirement_isReason() {
    assertNull(ALL.unmetBy(caller("acme", "JWT", "admin", "read")));
    assertNull(ALL.unmetBy(caller("globex", "JWT", "admin", "read")));
    assertEquals(Reason.KIND, ALL.unmetBy(caller("initech", "widget+jwt", "x", "x")));
    assertEquals(Reason.WRONG_ISSUER, ALL.unmetBy(caller("initech", "JWT", "x", "x")));
    assertEquals(Reason.ROLE, ALL.unmetBy(caller("acme", "JWT", "x", "x")));
    assertEquals(Reason.SCOPE, ALL.unmetBy(caller("acme", "JWT", "admin", "x")));
  }

  @Test
  void noRequirement_isMetByEverySignedToken() {
    assertNull(Requirements.NOTHING.unmetBy(caller("initech", "JWT", "x", "x")));
    assertEquals(
        Reason.KIND,
        Requirements.NOTHING.unmetBy(caller("initech", "widget+jwt", "admin", "read")));
  }

  @Test
  void requirement_isDescribedInWords() {
    String beyondKind = ", issuer acme or globex, role admin, scope read";
    assertEquals("kind signed" + beyondKind, ALL.inFull());
    assertEquals(beyondKind, ALL.describe());
    Requirements widget = new Requirements(TokenKind.WIDGET, Set.of(), null, null);
    assertEquals("kind widget", widget.inFull());
    assertEquals(", kind widget", widget.describe());
    assertEquals("", Requirements.NOTHING.describe());
    Requirements code = Requirements.ofCode(false, Set.of("boss", "admin"), Set.of("b", "a"));
    assertEquals("role admin or boss, scope a and b", code.inFull());
    assertEquals(code.inFull(), code.inFull(null));
    assertEquals(code.inFull(), code.inFull(caller("acme", "JWT", "admin", "a")));
    assertEquals(
        code.inFull() + "; commas are part of a role or scope here (rolesclaim: split ,)",
        code.inFull(caller("acme", "JWT", "admin,boss", "a b")));
  }

  @Test
  void requirementsOfCode_needOneRoleAndAllScopes() {
    Requirements code = Requirements.ofCode(false, Set.of("boss", "admin"), Set.of("a", "b"));
    assertNull(code.unmetBy(caller("acme", "widget+jwt", "boss", "b a c")));
    assertEquals(Reason.ROLE, code.unmetBy(caller("acme", "JWT", "x", "a b")));
    assertEquals(Reason.SCOPE, code.unmetBy(caller("acme", "JWT", "admin", "a")));
    assertEquals(Reason.MISSING, code.unmetBy(null));
  }

  @Test
  void emptyRequirements_areMetWithoutCallerAndClosedOnesNever() {
    assertNull(Requirements.ofCode(false, Set.of(), Set.of()).unmetBy(null));
    assertEquals(Reason.MISSING, Requirements.NOTHING.unmetBy(null));
    Requirements closed = Requirements.ofCode(true, Set.of(), Set.of());
    assertEquals(Reason.CLOSED, closed.unmetBy(null));
    assertEquals(Reason.CLOSED, closed.unmetBy(caller("acme", "JWT", "admin", "read")));
  }
}
