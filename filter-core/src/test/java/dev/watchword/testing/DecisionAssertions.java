package dev.watchword.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.guard.Decision;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.http.HttpAnswer;

/** What a test expects of a decision. */
public final class DecisionAssertions {
  private DecisionAssertions() {}

  /** Fails unless the request passed. */
  public static Pass assertPass(Decision decision) {
    return assertInstanceOf(Pass.class, decision, decision::toString);
  }

  /** Fails unless the request was refused with that status and code. */
  public static HttpAnswer assertStop(int status, String code, Decision decision) {
    HttpAnswer answer = assertInstanceOf(Stop.class, decision, decision::toString).answer();
    assertEquals(status, answer.status(), answer::body);
    assertEquals(code, TestData.parse(answer.body()).get("code").textValue());
    return answer;
  }

  /** The value of a header; null where the answer has none. */
  public static String value(HttpAnswer answer, String name) {
    return answer.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(HttpAnswer.Header::value)
        .findFirst()
        .orElse(null);
  }
}
