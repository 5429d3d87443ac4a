package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims that are the text of a JSON object, as Hasura's are with {@code stringified_json}. */
class JsonTextTest {
  private static final String CLAIMS = "https://hasura.io/jwt/claims";
  private static final String ROLES = CLAIMS + ".x-hasura-allowed-roles";
  private static final String TEXT =
      "{\"x-hasura-allowed-roles\":[\"editor\",\"user\"],\"x-hasura-user-id\":\"7\"}";

  private static TestIssuer issuer() {
    return TestIssuer.withDefaults().names(CLAIMS + ".x-hasura-user-id", ROLES, "scope");
  }

  private static Caller caller(TestIssuer issuer, Object claims) {
    Tokens token = Tokens.good().without("sub").claim(CLAIMS, claims);
    return assertAdmitted(issuer.verifier().verify(token.text(), NOW));
  }

  @Test
  void textOfObject_isLookedIntoWhereRelaxed() {
    Caller caller = caller(issuer().relaxed(Relaxation.JSONTEXT), TEXT);
    assertEquals("7", caller.getName());
    assertEquals(Set.of("editor", "user"), caller.roles());
    assertEquals(Optional.of("7"), caller.claim(CLAIMS + ".x-hasura-user-id", String.class));
    assertEquals(Optional.of(TEXT), caller.claim(CLAIMS, String.class));
    assertEquals(TEXT, caller.claims().get(CLAIMS));
  }

  @Test
  void textOfObject_isTextElsewhere() {
    Caller caller = caller(issuer(), TEXT);
    assertEquals(Set.of(), caller.roles());
    assertEquals(Optional.empty(), caller.claim(CLAIMS + ".x-hasura-user-id", String.class));
  }

  @Test
  void object_isLookedIntoAsAlways() {
    Map<String, Object> object = Map.of("x-hasura-user-id", "7");
    assertEquals("7", caller(issuer(), object).getName());
    assertEquals("7", caller(issuer().relaxed(Relaxation.JSONTEXT), object).getName());
  }

  @ParameterizedTest // requirements 5 to 8: as strict as the payload
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"r\":[\"a\"]}          | a",
        "` {\"r\":\"a\"} `        | a",
        "{\"r\":\"a\",\"r\":\"b\"} |",
        "{\"r\":\"a\",\"r\":\"a\"} |",
        "{\"r\":\"a\"}{}          |",
        "{\"r\":\"a\",}           |",
        "{\"r\":'a'}              |",
        "[{\"r\":\"a\"}]          |",
        "\"{\"                    |",
        "{                        |",
        "``                       |",
        "{\"r\":\"{\\\"s\\\":1}\"} | {\"s\":1}"
      })
  void textThatIsNoStrictObject_hasNothingBelow(String text, String role) {
    TestIssuer issuer =
        TestIssuer.withDefaults().names("sub", "c.r", "scope").relaxed(Relaxation.JSONTEXT);
    Tokens token = Tokens.good().claim("c", text);
    Caller caller = assertAdmitted(issuer.verifier().verify(token.text(), NOW));
    assertEquals(role == null ? Set.of() : Set.of(role), caller.roles());
  }

  @Test
  void textWithinText_isNotLookedInto() {
    TestIssuer issuer =
        TestIssuer.withDefaults().names("sub", "c.r.s", "scope").relaxed(Relaxation.JSONTEXT);
    Tokens token = Tokens.good().claim("c", "{\"r\":\"{\\\"s\\\":\\\"a\\\"}\"}");
    assertEquals(Set.of(), assertAdmitted(issuer.verifier().verify(token.text(), NOW)).roles());
    Tokens deep = Tokens.good().claim("c", "{\"r\":" + "[".repeat(32) + "]".repeat(32) + "}");
    assertEquals(Set.of(), assertAdmitted(issuer.verifier().verify(deep.text(), NOW)).roles());
  }

  @Test
  void claimBelowText_canBeRequired() {
    TestIssuer issuer = TestIssuer.withDefaults().required("c.r").relaxed(Relaxation.JSONTEXT);
    Tokens good = Tokens.good().claim("c", "{\"r\":1}");
    assertAdmitted(issuer.verifier().verify(good.text(), NOW));
    Tokens garbled = Tokens.good().claim("c", "{\"r\":1");
    assertRefused(Reason.CLAIM, issuer.verifier().verify(garbled.text(), NOW));
  }

  @Test
  void dates_areNeverInText() {
    TestIssuer issuer = TestIssuer.withDefaults().relaxed(Relaxation.JSONTEXT);
    Tokens token = Tokens.good().without("exp").claim("c", "{\"exp\":4102444800}");
    assertRefused(Reason.CLAIM, issuer.verifier().verify(token.text(), NOW));
  }
}
