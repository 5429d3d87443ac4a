package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.SettingsFixture;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Caller;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings say of claims, as people type it. */
class ClaimSettingsTest {
  private static SettingsFixture given() {
    return SettingsFixture.nothing()
        .and("watchword.secret", "base64url:" + TestSecrets.text("main"));
  }

  private static Caller caller(SettingsFixture given, Tokens token) {
    return assertAdmitted(given.read().snapshot().verifier().verify(token.text(), Tokens.NOW));
  }

  @Test // or every user would be one caller
  void spaceInListOfNames_isNoPartOfName() {
    SettingsFixture given = given().and("watchword.nameclaim=upn, sub");
    assertEquals("alice", caller(given, Tokens.good()).getName());
    assertEquals("bob", caller(given, Tokens.good().claim("upn", "bob")).getName());
  }

  @Test
  void spaceInAlternatives_isNoPartOfName() {
    SettingsFixture given = given().and("watchword.claims=jti | sub, exp");
    assertEquals("alice", caller(given, Tokens.good()).getName());
  }

  @Test
  void separatorOfRoles_isRead() {
    SettingsFixture given = given().and("watchword.rolesclaim=groups split ,");
    Caller caller = caller(given, Tokens.good().claim("groups", "admin,staff"));
    assertEquals(List.of("admin", "staff"), List.copyOf(caller.roles()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "watchword.leeway=30s | 'a'",
        "watchword.claims=sub | ",
        "watchword.claims=iss,upn\\sub; watchword.nameclaim=upn,sub | ",
        "watchword.claims=email\\sub | 'a'",
        "watchword.profile=mp | ",
        "watchword.limit.a.per=issuer | "
      })
  void limitOfCallersWhoNeedNoName_isWarningAtStart(String more, String limit) {
    SettingsFixture given =
        given()
            .and("watchword.rules=r; watchword.rule.r=/x/* limit a; watchword.limit.a=5/1m")
            .and(more.replace("\\", "|"));
    List<String> warnings =
        given.read().summary().stream().filter(line -> line.contains("limits count")).toList();
    assertEquals(
        limit == null
            ? List.of()
            : List.of(
                "WARNING: limits count callers ("
                    + limit
                    + "), but tokens of issuer default need not name one: without a claim of"
                    + " nameclaim they are refused there; require it (claims), or count per=issuer"),
        warnings);
  }

  @Test // a blank list is a list of none
  void blankGrants_conferNothing() {
    Tokens token = Tokens.good().claim("roles", "admin").claim("scope", "write");
    for (String blank : List.of("", " ", ",")) {
      Caller caller = caller(given().and("watchword.grants", blank), token);
      assertEquals(List.of(), List.copyOf(caller.roles()));
      assertEquals(List.of(), List.copyOf(caller.scopes()));
    }
    assertEquals(List.of("admin"), List.copyOf(caller(given(), token).roles()));
    SettingsFixture one = given().and("watchword.grants=admin");
    assertEquals(List.of(), List.copyOf(caller(one, token).scopes()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      quoteCharacter = '`',
      value = {
        "nameclaim / , / the claim of the name is not set",
        "claims / jti,| / a required claim has no name",
        "rolesclaim / roles split / the claim of the roles is not a path, or a path and 'split' and"
            + " one character",
        "scopeclaim / scp split ,; / the claim of the scopes is not a path, or a path and 'split'"
            + " and one character"
      })
  void listThatNamesNothing_isMistake(String property, String value, String complaint) {
    String name = "watchword." + property;
    assertEquals(name + " (test) is wrong: " + complaint, given().and(name, value).mistake());
  }
}
