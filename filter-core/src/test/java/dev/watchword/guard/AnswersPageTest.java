package dev.watchword.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.HttpAnswer;
import dev.watchword.token.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/answers.md says of refusals is what clients get. */
class AnswersPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d{3}) \\| `(\\w+)` \\| (.+) \\|$");
  private static final Pattern WORD = Pattern.compile("`(\\w+)`");
  private static final Pattern CODE = Pattern.compile("\"code\":\"(\\w+)\"");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/answers.md"));
  }

  private static HttpAnswer answer(Reason reason) {
    Denied denied = new Denied(null, reason, "", "", List.of(), "k8v2mq1t");
    return new ErrorResponses("watchword", false).answer(denied, "", List.of());
  }

  @Test
  void everyReason_isInRowOfItsStatusAndCode() throws IOException {
    Map<String, String> documented = new TreeMap<>();
    for (MatchResult row : ROW.matcher(page()).results().toList()) {
      WORD.matcher(row.group(3))
          .results()
          .forEach(word -> documented.put(word.group(1), row.group(1) + " " + row.group(2)));
    }
    Map<String, String> real = new TreeMap<>();
    for (Reason reason : Reason.values()) {
      HttpAnswer answer = answer(reason);
      Matcher code = CODE.matcher(answer.body());
      assertTrue(code.find(), answer.body());
      real.put(reason.code(), answer.status() + " " + code.group(1));
    }
    assertEquals(real, documented);
  }

  @Test
  void exampleBody_isThatOfBadSignature() throws IOException {
    Matcher example = EXAMPLE.matcher(page());
    assertTrue(example.find());
    String oneLine = example.group(1).replaceAll("\n *", "").replace("\": ", "\":");
    assertEquals(answer(Reason.SIGNATURE).body(), oneLine);
  }
}
