package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requirements 26, 27 and 30 to 33: what each claim may be. */
class ClaimTypesTest {
  static final List<String> NO_DATES =
      List.of(
          "null",
          "true",
          "false",
          "\"1772366700\"",
          "\"\"",
          "[]",
          "[1772366700]",
          "{}",
          "0",
          "-1",
          "-1772366700",
          "0.999",
          "253402300800",
          "253402300799.5",
          "1e18",
          "1E400",
          "9223372036854775807",
          "9223372036854775808",
          "1772366700000");

  static final List<String> NO_STRINGS = List.of("null", "true", "7", "1.5", "[\"a\"]", "{}");

  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  private Verdict verify(String claim, String json) {
    return verifier.verify(Tokens.good().rawClaim(claim, json).text(), NOW);
  }

  static Stream<List<String>> dateClaimsThatAreNoDates() {
    return Stream.of("exp", "nbf", "iat")
        .flatMap(claim -> NO_DATES.stream().map(json -> List.of(claim, json)));
  }

  @ParameterizedTest // requirements 26 and 27
  @MethodSource("dateClaimsThatAreNoDates")
  void dateOfAnotherTypeOrRange_isRefused(List<String> row) {
    boolean beyondAllNumbers = row.get(1).equals("1E400");
    assertRefused(beyondAllNumbers ? Reason.PAYLOAD : Reason.CLAIM, verify(row.get(0), row.get(1)));
  }

  @ParameterizedTest // requirement 26: the last second of the year 9999
  @ValueSource(strings = {"253402300799", "1772366700.5", "1.7723667e9", "1772366700.0"})
  void expWithinRange_isRead(String exp) {
    assertAdmitted(verify("exp", exp));
  }

  @Test
  void epoch_isDate() {
    assertAdmitted(verify("nbf", "1"));
    assertEquals(
        Instant.ofEpochSecond(1), assertAdmitted(verify("iat", "1")).issuedAt().orElseThrow());
  }

  @ParameterizedTest // requirement 30
  @FieldSource("NO_STRINGS")
  void issOfAnotherType_isRefused(String json) {
    assertRefused(Reason.ISSUER, verify("iss", json));
    String token = Tokens.good().rawClaim("iss", json).text();
    assertRefused(
        Reason.ISSUER, TestIssuer.withDefaults().iss("acme").verifier().verify(token, NOW));
  }

  @ParameterizedTest // requirement 30: the name falls back to it, so it must be fit for a name
  @ValueSource(strings = {"\"\"", "\" \"", "\"a\\nb\"", "\"\\u0000\""})
  void issThatIsNoValidName_isRefused(String json) {
    String token = Tokens.good().without("sub").rawClaim("iss", json).text();
    assertRefused(Reason.ISSUER, verifier.verify(token, NOW));
  }

  @ParameterizedTest // requirement 30: exact, no prefix, no case
  @ValueSource(strings = {"acme ", " acme", "ACME", "acm", "acme2", "acme\\u0000", "\\u0430cme"})
  void issThatIsNearlyRight_isRefused(String iss) {
    TokenVerifier strict = TestIssuer.withDefaults().iss("acme").verifier();
    String token = Tokens.good().rawClaim("iss", "\"" + iss + "\"").text();
    assertRefused(Reason.ISSUER, strict.verify(token, NOW));
  }

  @Test
  void issThatIsMissing_isRefusedWhereOneIsConfigured() {
    TokenVerifier strict = TestIssuer.withDefaults().iss("acme").verifier();
    assertRefused(Reason.ISSUER, strict.verify(Tokens.goodText(), NOW));
    assertAdmitted(strict.verify(Tokens.good().claim("iss", "acme").text(), NOW));
    assertAdmitted(verify("iss", "\"anybody\""));
  }

  @ParameterizedTest // requirement 31
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"api\"|true",
        "[\"api\"]|true",
        "[\"x\",\"api\"]|true",
        "[\"x\",\"web\",\"y\"]|true",
        "\"ap\"|false",
        "\"API\"|false",
        "\"api \"|false",
        "\"x,api\"|false",
        "[]|false",
        "[\"x\"]|false",
        "[\"api\",7]|false",
        "[7,\"api\"]|false",
        "[null]|false",
        "[[\"api\"]]|false",
        "{\"api\":1}|false",
        "null|false",
        "7|false",
        "true|false"
      })
  void audience_isOneExactStringOfConfiguredOnes(String aud, boolean good) {
    TokenVerifier strict = TestIssuer.withDefaults().audiences("api", "web").verifier();
    Verdict verdict = strict.verify(Tokens.good().rawClaim("aud", aud).text(), NOW);
    if (good) {
      assertAdmitted(verdict);
    } else {
      assertRefused(Reason.AUDIENCE, verdict);
    }
  }

  @Test // requirement 31
  void audThatIsMissing_isRefusedOnlyWhereOneIsConfigured() {
    TokenVerifier strict = TestIssuer.withDefaults().audiences("api").verifier();
    assertRefused(Reason.AUDIENCE, strict.verify(Tokens.goodText(), NOW));
    assertAdmitted(verifier.verify(Tokens.goodText(), NOW));
  }

  @ParameterizedTest // requirement 32
  @FieldSource("NO_STRINGS")
  void subOfAnotherType_isRefused(String json) {
    assertRefused(Reason.CLAIM, verify("sub", json));
  }

  @ParameterizedTest // requirement 32
  @ValueSource(strings = {"", " ", "\\t", "a\\u0000", "a\\r\\nb", "\\u0085", "\\u009f", "a\\u007f"})
  void subThatIsBlankOrHasControls_isRefused(String sub) {
    assertRefused(Reason.CLAIM, verify("sub", "\"" + sub + "\""));
  }

  @Test // requirement 32
  void subOf256Characters_isLongest() {
    assertAdmitted(verify("sub", "\"" + "s".repeat(256) + "\""));
    assertRefused(Reason.CLAIM, verify("sub", "\"" + "s".repeat(257) + "\""));
  }

  @ParameterizedTest // requirement 32, for a name claim of one's own
  @ValueSource(strings = {"null", "7", "\"\"", "[]", "{}", "\"a\\nb\""})
  void nameClaimThatIsNoName_isRefused(String json) {
    TokenVerifier other = TestIssuer.withDefaults().names("userId", "roles", "scope").verifier();
    String token = Tokens.good().rawClaim("userId", json).text();
    assertRefused(Reason.CLAIM, other.verify(token, NOW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"\""})
  void nameBelowPathThatIsNoName_isRefused(String json) {
    TokenVerifier other = TestIssuer.withDefaults().names("user.id", "roles", "scope").verifier();
    String token = Tokens.good().rawClaim("user", "{\"id\":" + json + "}").text();
    assertRefused(Reason.CLAIM, other.verify(token, NOW));
  }

  @ParameterizedTest // requirement 32: whichever way a name is found, that way it is looked at
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":{\"c\":%s}}}",
        "{\"a\":{\"b\":{\"c\":%s}},\"a.b\":\"x\"}",
        "{\"a\":{\"b\":{\"c\":%s}},\"a.b\":{}}",
        "{\"a\":{\"b\":{\"c\":%s}},\"a.b.c\":null}",
        "{\"a.b.c\":%s}",
        "{\"a.b.c\":%s,\"a\":{\"b\":{\"c\":\"good\"}}}"
      })
  void nameOfManyWays_isCheckedWhereItIsFound(String claims) {
    TokenVerifier other = TestIssuer.withDefaults().names("a.b.c", "roles", "scope").verifier();
    String payload = "{\"exp\":1772366700," + claims.substring(1);
    String bad = Tokens.good().rawPayload(payload.formatted("\"evil\\u0000\"")).text();
    assertRefused(Reason.CLAIM, other.verify(bad, NOW));
    String good = Tokens.good().rawPayload(payload.formatted("\"bob\"")).text();
    assertEquals("bob", assertAdmitted(other.verify(good, NOW)).getName());
  }

  @Test
  void subThatIsNoName_isRefusedThoughAnotherClaimNamesCaller() {
    TokenVerifier other = TestIssuer.withDefaults().names("email", "roles", "scope").verifier();
    Tokens token = Tokens.good().claim("email", "bob@example.com");
    assertEquals("bob@example.com", assertAdmitted(other.verify(token.text(), NOW)).getName());
    assertRefused(Reason.CLAIM, other.verify(token.claim("sub", 7).text(), NOW));
    assertRefused(Reason.CLAIM, other.verify(token.claim("sub", "a\nb").text(), NOW));
  }

  private static TokenVerifier verifier(String nameClaim, Relaxation... relaxations) {
    return TestIssuer.withDefaults()
        .names(nameClaim, "roles", "scope")
        .relaxed(relaxations)
        .verifier();
  }

  @ParameterizedTest
  @CsvSource({
    "sub, 1234",
    "userId, 1234",
    "userId, 1.5",
    "userId, 12345678901234567890",
    "sub, -1",
  })
  void numberForName_isRefusedAsSuch(String claim, String json) {
    Tokens token = Tokens.good().without("sub").rawClaim(claim, json);
    Rejection refused = assertRefused(Reason.CLAIM, verifier("userId").verify(token.text(), NOW));
    assertEquals(
        "the name in '%s' is a number; relax=numericname takes a whole one as its text"
            .formatted(claim),
        refused.detail());
  }

  @ParameterizedTest
  @CsvSource({
    "1234, 1234",
    "\"1234\", 1234",
    "0, 0",
    "-7, -7",
    "9223372036854775807, 9223372036854775807",
    "12345678901234567890, 12345678901234567890"
  })
  void wholeNumber_isNameWhereThatIsRelaxed(String json, String name) {
    for (String claim : List.of("sub", "userId")) {
      Tokens token = Tokens.good().without("sub").rawClaim(claim, json);
      Verdict verdict =
          verifier(claim, Relaxation.NUMERICNAME)
              .verify(token.text(), IssuerFilter.ANY.includingRestricted(), NOW);
      assertEquals("default/" + name, assertAdmitted(verdict).id());
    }
  }

  @ParameterizedTest
  @CsvSource({"1.0, true", "1e3, true", "1.5, true", "true, false", "[1], false", "{}, false"})
  void otherValues_areNoNamesEvenThen(String json, boolean isNumber) {
    Tokens token = Tokens.good().rawClaim("sub", json);
    Rejection refused =
        assertRefused(
            Reason.CLAIM, verifier("sub", Relaxation.NUMERICNAME).verify(token.text(), NOW));
    assertEquals(
        isNumber
            ? "the name in 'sub' is a number, but not a whole one"
            : "sub or the name claim is not a string of 1 to 256 characters without controls",
        refused.detail());
  }

  @Test
  void wholeNumberOfManyDigits_isNoName() {
    TokenVerifier relaxed = verifier("sub", Relaxation.NUMERICNAME);
    Tokens token = Tokens.good().rawClaim("sub", "9".repeat(257));
    assertFalse(relaxed.verify(token.text(), NOW) instanceof Verdict.Admitted);
  }

  @Test // or all users of a widget would be one caller
  void widgetsUserWithNumber_isNameWhereThatIsRelaxed() {
    Tokens token =
        Tokens.good().without("sub").header("typ", "widget+jwt").rawClaim("userId", "620");
    Caller caller =
        assertAdmitted(verifier("sub", Relaxation.NUMERICNAME).verify(token.text(), NOW));
    assertEquals("widget:default/620", caller.id());
  }

  @Test
  void requiredClaim_mustBePresentAndNotNull() {
    TokenVerifier strict = TestIssuer.withDefaults().required("jti", "org.id").verifier();
    Tokens good = Tokens.good().claim("jti", "1").rawClaim("org", "{\"id\":0}");
    assertAdmitted(strict.verify(good.text(), NOW));
    assertRefused(Reason.CLAIM, strict.verify(good.claim("jti", null).text(), NOW));
    assertRefused(Reason.CLAIM, strict.verify(good.without("jti").text(), NOW));
    good.claim("jti", "1").rawClaim("org", "{}");
    assertRefused(Reason.CLAIM, strict.verify(good.text(), NOW));
  }

  @Test // requirement 33
  void unknownClaim_isHandedOnAndDecidesNothing() {
    Caller caller = assertAdmitted(verify("admin", "{\"all\":true}"));
    assertEquals(true, caller.claim("admin.all", Boolean.class).orElseThrow());
  }
}
