package dev.watchword.guard;

import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.http.TokenExtractors;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log line of a refusal has what only the request can explain; the answer has none of it. */
class DenialNotesTest {
  private static final String MISSING = "no token came with the request";
  private static final String CROSS_SITE = "a cookie token needs proof of a page of ours";

  /** What the listeners hear; the answer, even in full, has only what stands before the colon. */
  private static String told(PathRule rule, Requests request, String answered) {
    TestGuard given = TestGuard.of(rule).full();
    Stop stop = (Stop) given.guard().check(request.facts());
    assertEquals(
        answered,
        dev.watchword.testing.TestData.parse(stop.answer().body()).get("detail").textValue());
    List<GuardEvent> events = given.events();
    assertEquals(1, events.size());
    return events.get(0).detail();
  }

  private static String told(Requests request) {
    return told(rule("r", "/*", Access.TOKEN), request, MISSING);
  }

  @Test
  void preflightOfOriginThatIsNotListed_isNamed() {
    Requests preflight =
        Requests.request("OPTIONS", "/x")
            .header("Origin", "https://app.example")
            .header("Access-Control-Request-Method", "POST");
    assertEquals(
        MISSING
            + ": a preflight of Origin \"https://app.example\","
            + " which watchword.cors.origins does not list",
        told(preflight));
    assertEquals(MISSING, told(Requests.request("OPTIONS", "/x").header("Origin", "https://a.b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://evil.example | Origin \"https://evil.example\" is neither that of the host"
            + " \"own.example\" (a proxy in front must hand that on) nor in watchword.cors.origins",
        "https://\u00ff\t\u001b[31m | Origin \"https://\u00ff\\u0009\\u001b[31m\" is neither that of the host"
            + " \"own.example\" (a proxy in front must hand that on) nor in watchword.cors.origins",
        "- | it has neither Origin nor Sec-Fetch-Site: same-origin",
      })
  void cookieOfAnotherSite_isNamed(String origin, String note) {
    Requests request = Requests.post("/x").host("own.example").header("Cookie", "jwt=a.b.c");
    if (origin != null) {
      request.header("Origin", origin);
    }
    PathRule cookie = rule("r", "/*", Access.TOKEN, TokenExtractors.of("cookie:jwt"));
    assertEquals(CROSS_SITE + ": " + note, told(cookie, request, CROSS_SITE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "JWT eyJh.eyJi.c|the scheme \"JWT\"",
        "Ghost eyJh.eyJi.c|the scheme \"Ghost\"",
        "Token x|the scheme \"Token\"",
        "Basic YTpi|the scheme \"Basic\"",
        "eyJh.eyJi.c|no scheme",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9 .b.c|no scheme",
        "\u00ff x|no scheme",
      })
  void otherScheme_isNamed(String value, String what) {
    assertEquals(
        MISSING + ": Authorization came with " + what + ", and this path looks in bearer",
        told(Requests.get("/x").header("Authorization", value)));
  }

  @Test
  void bearerWhereCookieIsLookedFor_isNamed() {
    PathRule cookie = rule("r", "/*", Access.TOKEN, TokenExtractors.of("cookie:jwt"));
    assertEquals(
        MISSING
            + ": Authorization came with the scheme \"Bearer\","
            + " and this path looks in cookie:jwt",
        told(cookie, Requests.get("/x").bearer("a.b.c"), MISSING));
  }

  @ParameterizedTest // the container has left out of its path what the reason lies in
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "/public/ping;jsessionid=1A53 | /public/ping | : sent as \"/public/ping;jsessionid=***\"",
        "/public/ping;a=1;b=2/x | /public/ping/x | : sent as \"/public/ping;a=***;b=***/x\"",
        "/public/%2e%2e/ping | /ping | : sent as \"/public/%2e%2e/ping\"",
        "/public/x%3bjsessionid%3d1A53 | /public/x | : sent as \"/public/x%3bjsessionid%3d***\"",
        "/public;/eyJhbGciOi.eyJzdWIi.c2ln | /public/x | : sent as \"/public;/***\"",
        "/public;/eyJhbGciOi.eyJzdWIi. | /public/x | : sent as \"/public;/***\"",
        "/public;/wpk_0123456789abcdef | /public/x | : sent as \"/public;/***\"",
        "/public/;\u001b[31m | /public/ | : sent as \"/public/;\\u001b[31m\"",
        "/public//ping | /public//ping | -",
        "/public//ping | - | -",
      })
  void pathThatContainerReadsOtherwise_isShownAsSent(String raw, String path, String note) {
    String detail = "the path can be read in more than one way";
    assertEquals(
        detail + (note == null ? "" : note),
        told(rule("r", "/public/*", Access.PUBLIC), Requests.get(raw).readAs(path), detail));
  }

  @Test
  void note_isNotLong() {
    Requests request = Requests.post("/x").header("Cookie", "jwt=a.b.c");
    request.header("Origin", "https://" + "a".repeat(8000));
    PathRule cookie = rule("r", "/*", Access.TOKEN, TokenExtractors.of("cookie:jwt"));
    assertFalse(told(cookie, request, CROSS_SITE).length() > 1000);
  }
}
