package dev.watchword.guard;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.Verdicts.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rule, or a piece of code, asks beyond a valid token. */
class DemandTest {
  private static final Caller CALLER =
      assertAdmitted(
          TestIssuer.standard()
              .name("acme")
              .verifier()
              .verify(
                  Tokens.good()
                      .claim("roles", List.of("reader", "writer"))
                      .claim("scope", "orders:read orders:write")
                      .text(),
                  NOW));

  private static Reason unmet(TokenKind kind, Set<String> issuers, String role, String scope) {
    return new Demand(kind, issuers, role, scope).unmetBy(CALLER);
  }

  @Test
  void rule_isMetWhereEveryDemandIs() {
    assertNull(Demand.NOTHING.unmetBy(CALLER));
    assertNull(unmet(TokenKind.SIGNED, Set.of("acme", "x"), "writer", "orders:read"));
    assertEquals(Reason.KIND, unmet(TokenKind.WIDGET, Set.of("x"), "x", "x"));
    assertEquals(Reason.WRONG_ISSUER, unmet(TokenKind.SIGNED, Set.of("x", "ACME"), "x", "x"));
    assertEquals(Reason.ROLE, unmet(TokenKind.SIGNED, Set.of("acme"), "admin", "x"));
    assertEquals(Reason.SCOPE, unmet(TokenKind.SIGNED, Set.of("acme"), "writer", "orders"));
    assertEquals(Reason.SCOPE, unmet(TokenKind.SIGNED, Set.of(), null, "reader"));
    assertEquals(Reason.ROLE, unmet(TokenKind.SIGNED, Set.of(), "orders:read", null));
  }

  @Test
  void callerWhomNobodyVerified_hasNoRolesAndScopes() {
    assertNull(Demand.NOTHING.unmetBy(Caller.INSECURE));
    Demand role = new Demand(TokenKind.SIGNED, Set.of(), "reader", null);
    assertEquals(Reason.ROLE, role.unmetBy(Caller.INSECURE));
  }

  @Test
  void demand_isSaidInTheLogWithItsKind() {
    assertEquals("kind signed", Demand.NOTHING.inFull());
    assertEquals(
        "kind widget, issuer acme or globex, role admin, scope x",
        new Demand(TokenKind.WIDGET, Set.of("globex", "acme"), "admin", "x").inFull());
  }

  private static Reason unmet(boolean closed, Set<String> anyRole, Set<String> allScopes) {
    return new Tightening(closed, anyRole, allScopes).unmetBy(CALLER);
  }

  @Test
  void code_isOpenToOneRoleOfSeveralWithEveryScope() {
    assertNull(unmet(false, Set.of("admin", "reader"), Set.of("orders:read", "orders:write")));
    assertNull(unmet(false, Set.of(), Set.of("orders:read")));
    assertNull(unmet(false, Set.of("reader"), Set.of()));
    assertEquals(Reason.ROLE, unmet(false, Set.of("admin"), Set.of("x")));
    assertEquals(Reason.SCOPE, unmet(false, Set.of("reader"), Set.of("orders:read", "x")));
    assertEquals(Reason.CLOSED, unmet(true, Set.of("reader"), Set.of()));
  }

  @Test
  void codeThatAsksForSomething_isClosedToWhoeverShowsNoToken() {
    assertNull(Tightening.NONE.unmetBy(null));
    assertEquals(Reason.MISSING, new Tightening(false, Set.of("reader"), Set.of()).unmetBy(null));
    assertEquals(Reason.MISSING, new Tightening(false, Set.of(), Set.of("x")).unmetBy(null));
    assertEquals(Reason.CLOSED, new Tightening(true, Set.of(), Set.of()).unmetBy(null));
  }
}
