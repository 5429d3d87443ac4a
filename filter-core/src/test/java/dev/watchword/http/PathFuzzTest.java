package dev.watchword.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.guard.Access;
import dev.watchword.guard.PathPattern;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.PathRules;
import dev.watchword.guard.Requirements;
import dev.watchword.testing.Requests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Requirement 53: whatever the path, it is not open unless every reading of it is. */
class PathFuzzTest {
  private static final List<TokenExtractor> BEARER = List.of(TokenExtractors.BEARER);
  private static final PathRules RULES =
      new PathRules(
          List.of(
              new PathRule(
                  "open",
                  Set.of(),
                  new PathPattern("/open/*"),
                  Access.PUBLIC,
                  Requirements.NOTHING,
                  BEARER)),
          BEARER);

  @FuzzTest(maxDuration = "60s") // requirement 80
  void path(byte[] data) {
    String raw = new String(data, StandardCharsets.ISO_8859_1);
    PathReadings read = PathReadings.of(raw, "");
    PathReadings again = PathReadings.of(read.worstCase(), "");
    assertTrue(read.worstCase().startsWith("/"), read::toString);
    assertFalse(("/" + read.worstCase() + "/").contains("/../"), read::toString);
    boolean isRaw = read.worstCase().chars().allMatch(c -> c < 0x80); // others are sent escaped
    if (!read.odd() && isRaw) {
      assertEquals(read.worstCase(), again.worstCase(), "folded twice");
    }
    for (String container : new String[] {raw, read.worstCase(), read.literal(), "/open/x"}) {
      PathRule rule = RULES.of(Requests.get(raw).readAs(container).facts());
      if (rule != null && rule.access().isOpen()) {
        assertTrue(read.worstCase().matches("(?s)/open(/.*)?"), () -> raw + " is open: " + read);
        assertFalse(raw.matches("(?s).*([;\\\\\\x00-\\x1f\\x7f]|//|/\\.\\.?(/.*|$)).*"), raw);
      }
    }
    PathReadings.of(raw, "/app");
  }
}
