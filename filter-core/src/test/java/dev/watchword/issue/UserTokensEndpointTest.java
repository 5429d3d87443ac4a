package dev.watchword.issue;

import static dev.watchword.issue.EndpointFixture.assertIssued;
import static dev.watchword.issue.EndpointFixture.assertReply;
import static dev.watchword.issue.EndpointFixture.header;
import static dev.watchword.issue.EndpointFixture.names;
import static dev.watchword.issue.EndpointFixture.payload;
import static dev.watchword.issue.EndpointFixture.request;
import static dev.watchword.issue.EndpointFixture.text;
import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.testing.Keys;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestIssuer;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /users/{user_id}/tokens}: Surge's shape, and what its SDK makes errors of. */
class UserTokensEndpointTest {
  private static final String KEY = text("acme api key");
  private static final String ALICE = "/alice/tokens";
  private static final String NO_KEY =
      error("missing_api_key", "No API key. Send Authorization: Bearer <API key>.");
  private static final String WRONG_KEY = error("invalid_api_key", "The API key is not valid.");
  private static final String NOT_FOUND =
      error("not_found", "The path is /users/{user_id}/tokens.");
  private static final String NO_OBJECT =
      error(
          "validation_error",
          "The body is not one JSON object in which every name stands once; {} will do.");
  private static final String OTHER_MEMBER =
      invalid("body", "may hold duration_seconds and nothing else");

  private final TestClock clock = new TestClock();

  private static String error(String type, String message) {
    return "{\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}".formatted(type, message);
  }

  private static String invalid(String field, String complaint) {
    return "{\"error\":{\"type\":\"validation_error\",\"message\":\"The request is not valid: %s %s.\",\"detail\":{\"%s\":[\"%s\"]}}}"
        .formatted(field, complaint, field, complaint);
  }

  private static String notFrom15To(int most) {
    return invalid("duration_seconds", "must be a whole number from 15 to " + most);
  }

  private UserTokensEndpoint endpoint(IssuingAccount... accounts) {
    SecretLookup<IssuingAccount> known =
        new SecretLookup<>(List.of(accounts), IssuingAccount::apiKeys);
    return new UserTokensEndpoint(() -> known, clock);
  }

  private UserTokensEndpoint standard() {
    return endpoint(EndpointFixture.account(TestIssuer.withDefaults(), "acme"));
  }

  /** Of rules whose longest lifetime is this. */
  private UserTokensEndpoint upTo(int seconds) {
    Duration longest = Duration.ofSeconds(seconds);
    IssuingRules rules = new IssuingRules(longest, longest, List.of());
    return endpoint(
        EndpointFixture.account(TestIssuer.withDefaults().name("acme").issuer(), rules));
  }

  private static IssueRequest keyed(String path, String body) {
    return request(List.of("Bearer " + KEY), "application/json", path, body);
  }

  private static String token(IssueReply reply) {
    JsonNode answer = assertIssued(201, reply);
    assertEquals(List.of("token"), names(answer));
    return answer.get("token").textValue();
  }

  private static long lifetime(IssueReply reply) {
    JsonNode payload = payload(token(reply));
    return payload.get("exp").longValue() - payload.get("iat").longValue();
  }

  private static void assertRefused(int status, Reason reason, String body, IssueReply reply) {
    assertReply(status, body, "", reply);
    assertEquals(reason, EndpointFixture.reason(reply));
  }

  // What a backend gets

  @Test
  void token_isWidgetTokenWithUserAlone() {
    String token = token(standard().answer(keyed(ALICE, "{}")));
    assertEquals("widget+jwt", header(token).get("typ").textValue());
    JsonNode payload = payload(token);
    assertEquals(
        new TreeSet<>(Set.of("sub", "iat", "nbf", "exp", "jti")), new TreeSet<>(names(payload)));
    Caller caller = assertAdmitted(TestIssuer.standardVerifier().verify(token, NOW));
    assertEquals("alice", caller.getName());
    assertEquals(TokenKind.WIDGET, caller.kind());
  }

  @ParameterizedTest // or else all of them would be the issuer to its own paths
  @ValueSource(strings = {"sub", "upn,sub", "userId", "userId,email"})
  void everyUser_isSameUserToIssuer(String nameClaim) {
    TestIssuer issuer = TestIssuer.withDefaults().names(nameClaim, "roles", "scope");
    UserTokensEndpoint endpoint = endpoint(EndpointFixture.account(issuer, "acme"));
    String token = token(endpoint.answer(keyed(ALICE, "{}")));
    assertEquals("alice", payload(token).get("sub").textValue());
    assertEquals("widget:acme/alice", assertAdmitted(issuer.verifier().verify(token, NOW)).id());
    assertEquals(nameClaim.startsWith("userId"), payload(token).has("userId"));
  }

  @Test // requirement 64
  void noRequestedLifetime_is15Minutes() {
    assertEquals(900, lifetime(standard().answer(keyed(ALICE, "{}"))));
  }

  @ParameterizedTest // requirement 64
  @ValueSource(longs = {15, 16, 900, 3599, 3600})
  void lifetimeFrom15SecondsToOneHour_isSigned(long seconds) {
    String body = "{\"duration_seconds\":%s}".formatted(seconds);
    assertEquals(seconds, lifetime(standard().answer(keyed(ALICE, body))));
  }

  @ParameterizedTest // requirement 64
  @ValueSource(
      strings = {
        "14",
        "3601",
        "0",
        "-15",
        "-9223372036854775808",
        "9223372036854775807",
        "9223372036854775808",
        "1e3",
        "900.0",
        "900.5",
        "\"900\"",
        "true",
        "null",
        "[900]",
        "{}"
      })
  void otherLifetime_isNotValid(String wish) {
    String body = "{\"duration_seconds\":" + wish + "}";
    IssueReply reply = standard().answer(keyed(ALICE, body));
    assertRefused(422, Reason.BODY, notFrom15To(3600), reply);
  }

  @ParameterizedTest
  @CsvSource({"7200, 900, 3600", "1800, 900, 1800", "600, 600, 600", "15, 15, 15"})
  void longLifetime_isCappedByRulesAndByOneHour(int longest, int usual, int most) {
    UserTokensEndpoint endpoint = upTo(longest);
    assertEquals(usual, lifetime(endpoint.answer(keyed(ALICE, "{}"))));
    String atMost = "{\"duration_seconds\":%s}".formatted(most);
    assertEquals(most, lifetime(endpoint.answer(keyed(ALICE, atMost))));
    String more = "{\"duration_seconds\":%s}".formatted(most + 1);
    assertRefused(422, Reason.BODY, notFrom15To(most), endpoint.answer(keyed(ALICE, more)));
  }

  @Test
  void rulesOfLessThan15Seconds_saySo() {
    UserTokensEndpoint endpoint = upTo(10);
    assertEquals(10, lifetime(endpoint.answer(keyed(ALICE, "{}"))));
    assertEquals(10, lifetime(endpoint.answer(keyed(ALICE, "{\"duration_seconds\":10}"))));
    String complaint = invalid("duration_seconds", "must be a whole number from 10 to 10");
    for (int seconds : new int[] {9, 11, 15}) {
      IssueReply reply = endpoint.answer(keyed(ALICE, "{\"duration_seconds\":" + seconds + "}"));
      assertRefused(422, Reason.BODY, complaint, reply);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "usr_01j", "a b", "\u00e9", "tokens", "..", "a@b.c", "a:b", "+", "%"})
  void idInPath_isUserAsItStands(String user) {
    String token = token(standard().answer(keyed("/" + user + "/tokens", "{}")));
    assertEquals(user, payload(token).get("sub").textValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain", "application/x-www-form-urlencoded"})
  void contentType_doesNotMatter(String type) {
    assertIssued(201, standard().answer(request(List.of("bearer " + KEY), type, ALICE, "{}")));
  }

  // What it refuses

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Basic KEY", "KEY", "Bearer KEY KEY", "bearer\tKEY"})
  void otherThanOneBearerKey_isNoKey(String field) {
    List<String> authorization = List.of(field.replace("KEY", KEY));
    IssueReply reply = standard().answer(request(authorization, "", ALICE, "{}"));
    assertRefused(401, Reason.MISSING, NO_KEY, reply);
  }

  @Test
  void missingOrSecondAuthorizationField_isNoKey() {
    String field = "Bearer " + KEY;
    for (List<String> authorization : List.of(List.<String>of(), List.of(field, field))) {
      IssueReply reply = standard().answer(request(authorization, "", ALICE, "{}"));
      assertRefused(401, Reason.MISSING, NO_KEY, reply);
    }
  }

  @Test
  void unknownKey_isNotValidAndCounted() {
    for (String key : List.of(text("nobody"), KEY + "x", KEY.substring(1), "acme")) {
      IssueReply reply = standard().answer(request(List.of("Bearer " + key), "", ALICE, "{}"));
      assertRefused(401, Reason.SECRET, WRONG_KEY, reply);
    }
  }

  @Test
  void key_isCheckedBeforePathAndBody() {
    IssueReply reply = standard().answer(request(List.of("Bearer x"), "", "/", "no JSON"));
    assertRefused(401, Reason.SECRET, WRONG_KEY, reply);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/alice",
        "/alice/",
        "/alice/tokens/",
        "/alice/tokens/1",
        "/alice/token",
        "/alice/Tokens",
        "//tokens",
        "/a/b/tokens",
        "/ /tokens",
        "/a\n/tokens",
        "/a\u0000/tokens",
        "alice/tokens"
      })
  void otherPath_isNotFound(String path) {
    assertRefused(404, Reason.USER, NOT_FOUND, standard().answer(keyed(path, "{}")));
  }

  @ParameterizedTest
  @CsvSource({"256, 201", "257, 404"})
  void user_has256CharactersAtMost(int length, int status) {
    String path = "/" + "u".repeat(length) + "/tokens";
    assertEquals(status, standard().answer(keyed(path, "{}")).answer().status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "15",
        "{",
        "{}{}",
        "{\"duration_seconds\":15,\"duration_seconds\":15}"
      })
  void bodyThatIsNotOneStrictObject_isBadRequest(String body) {
    assertRefused(400, Reason.BODY, NO_OBJECT, standard().answer(keyed(ALICE, body)));
  }

  @ParameterizedTest // requirement 63
  @ValueSource(
      strings = {
        "{\"exp\":9999999999}",
        "{\"sub\":\"bob\"}",
        "{\"scope\":\"admin\",\"duration_seconds\":900}",
        "{\"Duration_seconds\":900}",
        "{\"\":1}"
      })
  void memberBesideLifetime_isNotValid(String body) {
    assertRefused(422, Reason.BODY, OTHER_MEMBER, standard().answer(keyed(ALICE, body)));
  }

  @Test
  void tokenThatServerWouldNotTake_isTooLarge() {
    IssuingRules rules =
        new IssuingRules(Duration.ofMinutes(5), Duration.ofHours(1), List.of(), 300);
    UserTokensEndpoint endpoint =
        endpoint(EndpointFixture.account(TestIssuer.withDefaults().name("acme").issuer(), rules));
    token(endpoint.answer(keyed(ALICE, "{}")));
    String tooLong =
        error("validation_error", "The token would be longer than this server accepts.");
    String path = "/" + "u".repeat(256) + "/tokens";
    assertRefused(413, Reason.BODY, tooLong, endpoint.answer(keyed(path, "{}")));
  }

  @Test // where settings are read this stops the start
  void tokenThatIssuerWouldRefuse_isNotValid() {
    TestIssuer demanding = TestIssuer.withDefaults().required("email");
    UserTokensEndpoint endpoint = endpoint(EndpointFixture.account(demanding, "acme"));
    assertRefused(
        422,
        Reason.BODY,
        error(
            "validation_error",
            "No token is issued: the token would be refused here: the required claim 'email' is"
                + " missing."),
        endpoint.answer(keyed(ALICE, "{}")));
  }

  @Test
  void noLiveKey_throws() {
    UserTokensEndpoint endpoint =
        endpoint(
            EndpointFixture.account(
                TestIssuer.withDefaults().keys(Keys.dated("main", null, null, NOW)), "acme"));
    assertThrows(IllegalStateException.class, () -> endpoint.answer(keyed(ALICE, "{}")));
  }
}
