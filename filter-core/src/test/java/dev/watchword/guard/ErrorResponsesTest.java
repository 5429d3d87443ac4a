package dev.watchword.guard;

import static dev.watchword.testing.Rules.demanding;
import static dev.watchword.testing.Rules.rule;
import static dev.watchword.testing.Rules.scope;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.TestData;
import dev.watchword.token.Reason;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Requirements 44 to 48 and 71: the one mapping from a reason to an answer. */
class ErrorResponsesTest {
  private static final String DETAIL = "a sentence for the \"log\" \\ alone";
  private static final String ADVICE = "Send the header Authorization: Bearer <token>.";

  private final ErrorResponses coarse = new ErrorResponses("api", false);
  private final ErrorResponses full = new ErrorResponses("api", true);

  private static HttpAnswer answer(ErrorResponses refusals, Reason reason) {
    return refusals.answer(
        new Denied(null, reason, DETAIL, "", List.of(), "1a2b3c"), ADVICE, List.of());
  }

  private static String value(HttpAnswer answer, String name) {
    return answer.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .reduce((one, other) -> one + " | " + other)
        .orElse(null);
  }

  @ParameterizedTest // requirements 44, 45 and 71
  @CsvSource({
    "MISSING, 401, token_missing",
    "SEVERAL_TOKENS, 400, request_malformed",
    "CREDENTIALS, 400, request_malformed",
    "AMBIGUOUS_PATH, 400, request_malformed",
    "UNREADABLE, 400, request_malformed",
    "CLOSED, 403, forbidden",
    "TOO_LONG, 401, token_invalid",
    "MALFORMED, 401, token_invalid",
    "HEADER, 401, token_invalid",
    "ALGORITHM, 401, token_invalid",
    "TYPE, 401, token_invalid",
    "UNKNOWN_KEY, 401, token_invalid",
    "SIGNATURE, 401, token_invalid",
    "PAYLOAD, 401, token_invalid",
    "ISSUER, 401, token_invalid",
    "AUDIENCE, 401, token_invalid",
    "EXPIRED, 401, token_expired",
    "NOT_YET, 401, token_invalid",
    "TOO_OLD, 401, token_invalid",
    "LIFETIME, 401, token_invalid",
    "CLAIM, 401, token_invalid",
    "PUBLISHABLE, 401, token_invalid",
    "ORIGIN, 403, scope_insufficient",
    "USER, 400, request_malformed",
    "HASH, 401, token_invalid",
    "MISMATCH, 401, token_invalid",
    "SECRET, 401, token_invalid",
    "BODY, 400, request_malformed",
    "REDIRECT, 400, request_malformed",
    "KIND, 403, scope_insufficient",
    "WRONG_ISSUER, 403, scope_insufficient",
    "ROLE, 403, scope_insufficient",
    "SCOPE, 403, scope_insufficient",
    "CROSS_SITE, 403, forbidden",
    "CALLER_CHECK, 403, scope_insufficient",
    "RATE_LIMITED, 429, rate_limited",
    "STREAMS_LIMITED, 429, rate_limited",
    "FAILURES_LIMITED, 429, rate_limited",
    "UNAVAILABLE, 503, unavailable",
    "UNKNOWN_ISSUER, 401, token_invalid",
    "SEVERAL_ISSUERS, 400, request_malformed",
    "FAULT, 401, token_invalid"
  })
  void reason_hasItsStatusAndCode(Reason reason, int status, String code) {
    HttpAnswer answer = answer(coarse, reason);
    assertEquals(status, answer.status());
    assertEquals(status, ErrorResponses.status(reason));
    assertEquals(code, TestData.parse(answer.body()).get("code").textValue());
  }

  @ParameterizedTest // requirement 48
  @EnumSource(Reason.class)
  void body_isProblemJsonOfSameStatus(Reason reason) {
    for (ErrorResponses refusals : List.of(coarse, full)) {
      HttpAnswer answer = answer(refusals, reason);
      JsonNode problem = TestData.parse(answer.body());
      assertEquals(answer.status(), problem.get("status").intValue());
      assertEquals("1a2b3c", problem.get("id").textValue());
      assertFalse(problem.get("title").textValue().isBlank());
      assertFalse(problem.get("detail").textValue().isBlank());
      String quota = "https://iana.org/assignments/http-problem-types#quota-exceeded";
      String type = answer.status() == 429 ? quota : "about:blank";
      assertEquals(type, problem.get("type").textValue());
      assertEquals("application/problem+json", value(answer, "Content-Type"));
      assertEquals("no-store", value(answer, "Cache-Control"));
      assertTrue(answer.body().chars().allMatch(c -> c < 0x7F), answer.body());
    }
  }

  @ParameterizedTest // requirement 45, RFC 6750 section 3
  @EnumSource(Reason.class)
  void challenge_namesErrorOfStatus(Reason reason) {
    HttpAnswer answer = answer(coarse, reason);
    String challenge = value(answer, "WWW-Authenticate");
    String error =
        switch (answer.status()) {
          case 400 -> "invalid_request";
          case 401 -> "invalid_token";
          default -> "insufficient_scope";
        };
    boolean forbidden = reason == Reason.CLOSED || reason == Reason.CROSS_SITE;
    if (Set.of(413, 429, 503).contains(answer.status()) || forbidden) {
      assertNull(challenge); // no other token would help
    } else if (reason == Reason.MISSING) {
      assertEquals("Bearer realm=\"api\"", challenge); // requirement 44
    } else {
      String start = "Bearer realm=\"api\", error=\"" + error + "\", error_description=\"";
      assertTrue(challenge.startsWith(start), challenge);
      String description = challenge.substring(start.length(), challenge.length() - 1);
      assertTrue(description.matches("[\\x20-\\x7E&&[^\"\\\\]]+"), description);
    }
  }

  @ParameterizedTest // requirement 45: the scope that is missing, where a header can hold it
  @CsvSource(
      nullValues = "-",
      value = {
        "SCOPE, feed:read, feed:read",
        "SCOPE, \u00e9, -",
        "SCOPE, 'a b', -",
        "SCOPE, 'a\"', -",
        "SCOPE, -, -",
        "ROLE, feed:read, -",
      })
  void challenge_namesScopeThatIsMissing(Reason reason, String scope, String named) {
    Denied denied = Denied.of(demanding("feed", "/feed", scope(scope)), reason, DETAIL);
    String challenge = value(coarse.answer(denied, "", List.of()), "WWW-Authenticate");
    String end = "this.\"" + (named == null ? "" : ", scope=\"" + named + "\"");
    assertTrue(challenge.endsWith(end), challenge);
    Denied withoutRule = Denied.of(null, reason, DETAIL);
    String general = value(coarse.answer(withoutRule, "", List.of()), "WWW-Authenticate");
    assertTrue(general.endsWith("this.\""), general);
  }

  @ParameterizedTest // requirements 46 and 47
  @EnumSource(Reason.class)
  void coarseAnswer_hasNoDetailAndNoReason(Reason reason) {
    HttpAnswer answer = answer(coarse, reason);
    assertFalse((answer.body() + answer.headers()).contains("sentence for the"));
    assertFalse(TestData.parse(answer.body()).has("reason"));
  }

  @Test // requirement 47
  void allTokenFaults_areAnsweredAlike() {
    HttpAnswer signature = answer(coarse, Reason.SIGNATURE);
    for (Reason reason : Reason.values()) {
      if (TestData.parse(answer(coarse, reason).body())
          .get("code")
          .textValue()
          .equals("token_invalid")) {
        assertEquals(signature, answer(coarse, reason));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void fullAnswer_hasDetailAndReasonInBodyAlone(Reason reason) {
    HttpAnswer answer = answer(full, reason);
    JsonNode problem = TestData.parse(answer.body());
    assertEquals(DETAIL, problem.get("detail").textValue());
    assertEquals(reason.code(), problem.get("reason").textValue());
    assertEquals(answer(coarse, reason).headers(), answer.headers());
  }

  @Test // names from the configuration may be anything
  void detailBeyondAscii_isEscaped() {
    Denied refusal =
        Denied.of(
            null, Reason.CLAIM, "the required claim 'gr\u00f6\u00dfe\u2028\u007f' is missing");
    String body = full.answer(refusal, "", List.of()).body();
    assertTrue(body.chars().allMatch(c -> c >= 0x20 && c < 0x7F), body);
    assertEquals(
        "the required claim 'gr\u00f6\u00dfe\u2028\u007f' is missing",
        TestData.parse(body).get("detail").textValue());
  }

  @Test
  void missingToken_isAnsweredWithWhatToSend() {
    JsonNode problem = TestData.parse(answer(coarse, Reason.MISSING).body());
    assertEquals(ADVICE, problem.get("detail").textValue());
    assertEquals("Send the header auth: <token>.", TokenExtractors.of("header:auth").advice());
    assertEquals("Send the cookie jwt=<token>.", TokenExtractors.of("cookie:jwt").advice());
    assertEquals("Send the query parameter t=<token>.", TokenExtractors.of("query:t").advice());
    assertEquals(ADVICE, TokenExtractors.BEARER.advice());
  }

  @Test // requirement 40: the URL of a refused request may hold a token too
  void pathWithQueryToken_sendsNoReferrer() {
    TokenExtractor query = TokenExtractors.of("query:t");
    PathRule inUrl = rule("q", "/*", Access.TOKEN, TokenExtractors.BEARER, query);
    HttpAnswer answer = coarse.answer(Denied.of(inUrl, Reason.MISSING, ""), "", List.of());
    assertEquals("no-referrer", value(answer, "Referrer-Policy"));
    assertEquals(ADVICE, TestData.parse(answer.body()).get("detail").textValue());
    PathRule inHeader = rule("h", "/*", Access.TOKEN);
    assertNull(
        value(
            coarse.answer(Denied.of(inHeader, Reason.MISSING, ""), "", List.of()),
            "Referrer-Policy"));
  }

  @Test
  void givenHeaders_comeFirst() {
    Header vary = new Header("Vary", "Origin");
    HttpAnswer answer = coarse.answer(Denied.of(null, Reason.ROLE, ""), "", List.of(vary));
    assertEquals(vary, answer.headers().get(0));
  }
}
