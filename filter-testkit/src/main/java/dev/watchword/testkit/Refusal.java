package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Decision;
import dev.watchword.http.HttpAnswer;
import dev.watchword.json.StrictJson;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that should refuse. Making one asserts what all refusals have in common: a status of
 * 400 or more, {@code Cache-Control: no-store}, and a problem body (RFC 9457) of that status.
 */
public final class Refusal {
  private final int status;
  private final List<String> challenges;
  private final Map<String, @Nullable Object> problem;

  private Refusal(
      int status, List<String> caching, List<String> challenges, String type, String body) {
    assertTrue(status >= 400, () -> "not refused: " + status + " " + body);
    assertEquals(List.of("no-store"), caching, "Cache-Control");
    assertEquals("application/problem+json", type.split(";", 2)[0], "Content-Type");
    Map<String, @Nullable Object> read = StrictJson.read(body.getBytes(StandardCharsets.UTF_8));
    assertNotNull(read, () -> "no JSON object: " + body);
    this.status = status;
    this.challenges = challenges;
    this.problem = read;
    assertEquals((long) status, problem.get("status"), body);
  }

  /** The answer of a server. */
  public static Refusal of(HttpResponse<String> response) {
    return new Refusal(
        response.statusCode(),
        response.headers().allValues("Cache-Control"),
        response.headers().allValues("WWW-Authenticate"),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /** The answer in a guard's decision, which must be a stop. */
  public static Refusal of(Decision decision) {
    HttpAnswer answer = assertInstanceOf(Decision.Stop.class, decision, "passed").answer();
    return new Refusal(
        answer.status(),
        values(answer, "Cache-Control"),
        values(answer, "WWW-Authenticate"),
        String.join(",", values(answer, "Content-Type")),
        answer.body());
  }

  private static List<String> values(HttpAnswer answer, String name) {
    return answer.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(HttpAnswer.Header::value)
        .toList();
  }

  public Refusal hasStatus(int expected) {
    assertEquals(expected, status, problem::toString);
    return this;
  }

  /** The problem's {@code code}, such as {@code token_invalid}. */
  public Refusal hasCode(String expected) {
    assertEquals(expected, problem.get("code"), problem::toString);
    return this;
  }

  /** One challenge of the scheme Bearer with that {@code error} (RFC 6750 section 3.1). */
  public Refusal hasError(String expected) {
    assertTrue(challenge().contains("error=\"" + expected + "\""), challenge());
    return this;
  }

  /** One challenge without an error: no token came (RFC 6750 section 3.1). */
  public Refusal asksForToken() {
    assertTrue(!challenge().contains("error="), challenge());
    return hasStatus(401).hasCode("token_missing");
  }

  private String challenge() {
    assertEquals(1, challenges.size(), challenges::toString);
    assertTrue(challenges.get(0).startsWith("Bearer "), challenges::toString);
    return challenges.get(0);
  }
}
