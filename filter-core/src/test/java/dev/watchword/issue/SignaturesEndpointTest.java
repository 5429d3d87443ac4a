package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.assertIssued;
import static dev.watchword.issue.EndpointFixture.assertReply;
import static dev.watchword.issue.EndpointFixture.bearer;
import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.names;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.shown;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Issuer;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import dev.watchword.token.UseRules;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /signatures}: Fogbender's shape, without its holes. */
class SignaturesEndpointTest {
  private static final String SECRET = text("acme workspace");
  private static final String USER = "{\"userId\":\"alice\"}";
  private static final String NO_SECRET =
      message("Invalid authorization header. Send Authorization: Bearer <workspace secret>.");
  private static final String NO_OBJECT =
      message("The body is not one JSON object in which every name stands once.");
  private static final String NO_USER =
      message("userId is missing, or not a text of 1 to 256 characters.");
  private static final String NOT_LISTED =
      message(
          "Only these claims are signed: userId, "
              + String.join(", ", IssuingRules.DEFAULT.claims())
              + ".");
  private static final String NOT_SIGNABLE = message("A claim has a value that cannot be signed.");

  private final TestClock clock = new TestClock();

  private static String message(String text) {
    return "{\"error\":{\"message\":\"" + text + "\"}}";
  }

  private SignaturesEndpoint endpoint(IssuingAccount... accounts) {
    SecretLookup<IssuingAccount> known =
        new SecretLookup<>(List.of(accounts), IssuingAccount::secrets);
    return new SignaturesEndpoint(() -> known, clock);
  }

  private SignaturesEndpoint standard() {
    return endpoint(
        EndpointFixture.account(TestIssuer.withDefaults(), "acme"),
        EndpointFixture.account(TestIssuer.withDefaults().keys(Keys.key("other")), "globex"));
  }

  private static IssuingAccount hashing(SharedKey... hashKeys) {
    Issuer issuer = TestIssuer.withDefaults().name("acme").issuer();
    return new IssuingAccount(
        issuer,
        IssuingRules.DEFAULT,
        List.of(shown("acme workspace")),
        List.of(),
        List.of(hashKeys));
  }

  private JsonNode signed(SignaturesEndpoint endpoint, String body) {
    return assertIssued(200, endpoint.answer(bearer(SECRET, body)));
  }

  private String jwt(String body) {
    return signed(standard(), body).get("signatures").get("userJWT").textValue();
  }

  private void assertRefused(int status, Reason reason, String body, IssueReply reply) {
    assertReply(status, body, "", reply);
    assertEquals(reason, EndpointFixture.reason(reply));
    assertFalse(((IssueReply.Refused) reply).rejection().detail().isEmpty());
  }

  // What a backend gets

  @Test
  void answer_repeatsRequestBesideToken() {
    JsonNode answer =
        signed(
            standard(),
            "{\"customerId\":\"c1\",\"userId\":\"alice\",\"userEmail\":\"a@example.com\"}");
    assertEquals(List.of("signatures", "token"), names(answer));
    JsonNode signatures = answer.get("signatures");
    assertEquals(List.of("customerId", "userId", "userEmail", "userJWT"), names(signatures));
    assertEquals(signatures, answer.get("token"));
    assertEquals("c1", signatures.get("customerId").textValue());
    assertEquals("alice", signatures.get("userId").textValue());
  }

  @Test // requirement 63
  void token_namesUserByUserIdAndNeverBySub() {
    String token = jwt("{\"userId\":\"alice\",\"customerId\":\"c1\"}");
    JsonNode payload = payload(token);
    assertEquals("alice", payload.get("userId").textValue());
    assertEquals("c1", payload.get("customerId").textValue());
    assertFalse(payload.has("sub"));
    assertEquals("widget+jwt", header(token).get("typ").textValue());
  }

  @Test // requirement 64
  void token_endsAfterLifetimeOfRules() {
    JsonNode payload = payload(jwt(USER));
    assertEquals(NOW.getEpochSecond() + 300, payload.get("exp").longValue());
    assertEquals(16, java.util.Base64.getUrlDecoder().decode(payload.get("jti").asText()).length);
  }

  @Test
  void accounts_signWithKeyOfTheirIssuer() {
    TestIssuer globex = TestIssuer.withDefaults().name("globex").keys(Keys.key("other"));
    IssueReply reply = standard().answer(bearer(text("globex workspace"), USER));
    String token = assertIssued(200, reply).get("token").get("userJWT").textValue();
    assertAdmitted(globex.verifier().verify(token, NOW));
  }

  @ParameterizedTest // fetch and curl send a type that is wrong
  @ValueSource(
      strings = {
        "",
        "application/json",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "nonsense"
      })
  void contentType_doesNotMatter(String type) {
    IssueReply reply = standard().answer(request(List.of("Bearer " + SECRET), type, "", USER));
    assertIssued(200, reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer    "})
  void scheme_isReadWithoutCaseAndWithSpaces(String scheme) {
    assertIssued(200, standard().answer(request(List.of(scheme + SECRET), "", "", USER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"userId\":\"a\",\"userName\":null}",
        "{\"userId\":\"a\",\"name\":true}",
        "{\"userId\":\"a\",\"name\":0.25}",
        "{\"userId\":\"a\",\"companies\":[{\"id\":\"c\",\"tags\":[\"x\"]}]}",
        " \r\n\t{ \"userId\" : \"a\" } ",
        "{\"userId\":\"\\u00e9\\ud83d\\udc24\"}"
      })
  void claimsOfEveryType_areSignedAsTheyCame(String body) {
    JsonNode sent = dev.watchword.testing.TestData.parse(body);
    JsonNode payload = payload(jwt(body));
    for (String name : names(sent)) {
      assertEquals(sent.get(name), payload.get(name), name);
    }
  }

  @Test
  void answer_isAscii() {
    IssueReply reply =
        standard().answer(bearer(SECRET, "{\"userId\":\"\u00e9\",\"name\":\"\u2028\"}"));
    assertIssued(200, reply);
    assertEquals(reply.answer().body().length(), reply.answer().body().getBytes(UTF_8).length);
    assertFalse(reply.toString().contains("eyJ"), reply.toString());
  }

  // The identity hash

  @Test // requirement 65
  void hashOfUser_isAnsweredWhereHashesAreAccepted() {
    JsonNode signatures = signed(endpoint(hashing(Keys.key("hash"))), USER).get("signatures");
    String expected =
        HexFormat.of().formatHex(Tokens.mac("alice", "HmacSHA256", TestSecrets.secret("hash")));
    assertEquals(expected, signatures.get("userHMAC").textValue());
    assertEquals(List.of("userId", "userHMAC", "userJWT"), names(signatures));
  }

  @Test
  void hash_isMadeWithNewestLiveKey() {
    SharedKey next = Keys.dated("hash2", null, NOW.plusSeconds(60), null);
    SharedKey old = Keys.dated("hash", null, null, NOW.plusSeconds(60));
    SignaturesEndpoint endpoint = endpoint(hashing(next, old));
    String before = signed(endpoint, USER).get("token").get("userHMAC").textValue();
    clock.pass(Duration.ofSeconds(60));
    String after = signed(endpoint, USER).get("token").get("userHMAC").textValue();
    String expected =
        HexFormat.of().formatHex(Tokens.mac("alice", "HmacSHA256", TestSecrets.secret("hash2")));
    assertEquals(expected, after);
    assertFalse(before.equals(after));
  }

  @Test
  void noLiveHashKey_leavesHashOut() {
    IssuingAccount account = hashing(Keys.dated("hash", null, null, NOW));
    assertFalse(signed(endpoint(account), USER).get("signatures").has("userHMAC"));
  }

  // One secret for everything

  private static IssuingAccount oneSecret() {
    SharedKey key = shown("maintext");
    Issuer issuer =
        new Issuer(
            "acme",
            "acme",
            List.of(key),
            TestIssuer.withDefaults().names("userId", "roles", "scope").issuer().rules(),
            Set.of(Relaxation.ONESECRET),
            null,
            Publishable.NONE,
            UseRules.NONE,
            true,
            null);
    List<SharedKey> keys = List.of(key);
    return new IssuingAccount(issuer, IssuingRules.DEFAULT, keys, List.of(), keys);
  }

  @Test
  void accountThatSignsItself_makesSameTokens() {
    IssueReply reply = endpoint(oneSecret()).answer(bearer(text("maintext"), USER));
    JsonNode token = assertIssued(200, reply).get("token");
    String jwt = token.get("userJWT").textValue();
    assertEquals("JWT", header(jwt).get("typ").textValue());
    String input = jwt.substring(0, jwt.lastIndexOf('.'));
    assertEquals(jwt, Tokens.sign(input, "HmacSHA256", text("maintext").getBytes(UTF_8)));
    assertEquals(64, token.get("userHMAC").textValue().length());
  }

  @Test
  void userWithNumber_isItsTextWhereThatIsRelaxed() {
    String body = "{\"userId\":620}";
    SignaturesEndpoint relaxed =
        endpoint(
            EndpointFixture.account(
                TestIssuer.withDefaults().relaxed(Relaxation.NUMERICNAME), "acme"));
    String token = signed(relaxed, body).get("signatures").get("userJWT").textValue();
    assertEquals("620", payload(token).get("userId").textValue());
    assertRefused(
        400,
        Reason.USER,
        "{\"error\":{\"message\":\"userId is missing, or not a text of 1 to 256 characters.\"}}",
        standard().answer(bearer(SECRET, body)));
  }

  @Test // its holder cannot sign, and must not get what signs for itself gets
  void secretOfItsOwn_givesUsersOfWidgetUnderOneSecretToo() {
    IssuingAccount one = oneSecret();
    IssuingAccount separate =
        new IssuingAccount(
            one.issuer(), one.rules(), List.of(shown("own secret")), List.of(), one.hashKeys());
    IssueReply reply = endpoint(separate).answer(bearer(text("own secret"), USER));
    String jwt = assertIssued(200, reply).get("token").get("userJWT").textValue();
    assertEquals("widget+jwt", header(jwt).get("typ").textValue());
  }

  @Test
  void claimThatIssuerRequires_mustBeAmongThoseToBeSigned() {
    SignaturesEndpoint requiring =
        endpoint(EndpointFixture.account(TestIssuer.withDefaults().required("email"), "acme"));
    signed(requiring, "{\"userId\":\"alice\",\"email\":\"a@example.com\"}");
    assertRefused(
        400,
        Reason.BODY,
        "{\"error\":{\"message\":\"No claims are signed: the token would be refused here: the"
            + " required claim 'email' is missing.\"}}",
        requiring.answer(bearer(SECRET, "{\"userId\":\"alice\"}")));
  }

  @Test
  void tokenThatServerWouldNotTake_isTooLarge() {
    IssuingRules rules =
        new IssuingRules(
            Duration.ofMinutes(5), Duration.ofHours(1), IssuingRules.DEFAULT.claims(), 1000);
    SignaturesEndpoint endpoint =
        endpoint(EndpointFixture.account(TestIssuer.withDefaults().name("acme").issuer(), rules));
    signed(endpoint, "{\"userId\":\"alice\",\"name\":\"A\"}");
    String body = "{\"userId\":\"alice\",\"name\":\"" + "A".repeat(1000) + "\"}";
    assertRefused(
        413,
        Reason.BODY,
        "{\"error\":{\"message\":\"The token would be longer than this server accepts.\"}}",
        endpoint.answer(bearer(SECRET, body)));
  }

  // What it refuses

  @Test
  void noSecret_isForbiddenInVendorsShape() {
    assertRefused(403, Reason.MISSING, NO_SECRET, standard().answer(EndpointFixture.nothing(USER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Basic SECRET",
        "SECRET",
        "BearerSECRET",
        "Bearer SECRET ",
        " Bearer SECRET",
        "Bearer SECRET SECRET",
        "Bearer SECRET, Bearer SECRET",
        "Bearer\tSECRET",
        "Bearer \"SECRET\u00e9\"",
        "Token SECRET",
        "Bearer: SECRET"
      })
  void otherThanOneBearerSecret_isForbidden(String field) {
    List<String> authorization = List.of(field.replace("SECRET", SECRET));
    IssueReply reply = standard().answer(request(authorization, "", "", USER));
    assertRefused(403, Reason.MISSING, NO_SECRET, reply);
  }

  @Test
  void twoEqualAuthorizationFields_areForbidden() {
    String field = "Bearer " + SECRET;
    IssueReply reply = standard().answer(request(List.of(field, field), "", "", USER));
    assertRefused(403, Reason.MISSING, NO_SECRET, reply);
  }

  @Test // where Fogbender signs under any secret
  void unknownSecret_isForbiddenAndCounted() {
    for (String secret : List.of(text("nobody"), SECRET + "x", "acme", "x".repeat(1024))) {
      IssueReply reply = standard().answer(bearer(secret, USER));
      assertRefused(403, Reason.SECRET, NO_SECRET, reply);
    }
  }

  @Test
  void secretThatHasEnded_isForbiddenFromItsDate() {
    IssuingAccount account = oneSecret();
    SharedKey ending =
        new SharedKey(
            "previous",
            null,
            SECRET.getBytes(UTF_8),
            Keys.key("main").algorithms(),
            null,
            NOW.plusSeconds(60));
    SignaturesEndpoint endpoint =
        endpoint(
            new IssuingAccount(
                account.issuer(), account.rules(), List.of(ending), List.of(), List.of()));
    clock.pass(Duration.ofMillis(59_999));
    assertIssued(200, endpoint.answer(bearer(SECRET, USER)));
    clock.pass(Duration.ofMillis(1));
    assertRefused(403, Reason.SECRET, NO_SECRET, endpoint.answer(bearer(SECRET, USER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"alice\"",
        "userId=alice",
        "{\"userId\":\"alice\"",
        "{\"userId\":\"alice\"}}",
        "{\"userId\":\"alice\"} x",
        "{\"userId\":\"alice\",}",
        "{'userId':'alice'}",
        "{userId:\"alice\"}",
        "{\"userId\":\"alice\",\"userId\":\"alice\"}",
        "{\"userId\":\"alice\",\"userId\":\"bob\"}",
        "{\"userId\":\"alice\",\"name\":NaN}",
        "{\"userId\":\"alice\",\"name\":1e999}",
        "{\"userId\":\"a\",\"companies\":[{\"id\":1,\"id\":2}]}",
        "\ufeff{\"userId\":\"alice\"}"
      })
  void bodyThatIsNotOneStrictObject_isBadRequest(String body) {
    assertRefused(400, Reason.BODY, NO_OBJECT, standard().answer(bearer(SECRET, body)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"user_id\":\"alice\"}",
        "{\"userid\":\"alice\"}",
        "{\"userId\":null}",
        "{\"userId\":\"\"}",
        "{\"userId\":\"  \"}",
        "{\"userId\":7}",
        "{\"userId\":true}",
        "{\"userId\":[\"alice\"]}",
        "{\"userId\":{\"id\":\"alice\"}}",
        "{\"userId\":\"a\\u0000\"}",
        "{\"userId\":\"a\\nb\"}",
        "{\"userId\":\"\\ud83d\"}"
      })
  void invalidUserName_isBadRequest(String body) {
    assertRefused(400, Reason.USER, NO_USER, standard().answer(bearer(SECRET, body)));
  }

  @ParameterizedTest
  @CsvSource({"256, 200", "257, 400"})
  void user_has256CharactersAtMost(int length, int status) {
    String body = "{\"userId\":\"" + "u".repeat(length) + "\"}";
    assertEquals(status, standard().answer(bearer(SECRET, body)).answer().status());
  }

  @ParameterizedTest // requirement 63
  @ValueSource(
      strings = {
        "iss",
        "sub",
        "aud",
        "exp",
        "nbf",
        "iat",
        "jti",
        "kid",
        "typ",
        "alg",
        "scope",
        "roles",
        "groups",
        "visitor",
        "client_id",
        "userHMAC",
        "userJWT",
        "userPaseto",
        "",
        "username",
        "name "
      })
  void smuggledClaim_isBadRequest(String claim) {
    String body = "{\"userId\":\"alice\",\"%s\":\"smuggled\"}".formatted(claim);
    assertRefused(400, Reason.BODY, NOT_LISTED, standard().answer(bearer(SECRET, body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789012345678901234567890", "\"\\udc24\"", "{\"a\":[\"\\ud83d\"]}"})
  void valueThatTokenCannotHold_isBadRequest(String value) {
    String body = "{\"userId\":\"alice\",\"name\":" + value + "}";
    assertRefused(400, Reason.BODY, NOT_SIGNABLE, standard().answer(bearer(SECRET, body)));
  }

  @Test
  void secret_isCheckedBeforeBody() {
    assertRefused(403, Reason.SECRET, NO_SECRET, standard().answer(bearer("x", "no JSON")));
  }

  @Test
  void noLiveKey_throws() {
    IssuingAccount dead =
        EndpointFixture.account(
            TestIssuer.withDefaults().keys(Keys.dated("main", null, null, NOW)), "acme");
    assertThrows(IllegalStateException.class, () -> endpoint(dead).answer(bearer(SECRET, USER)));
  }
}
