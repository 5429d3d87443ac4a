package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.watchword.event.GuardEvent;
import dev.watchword.guard.Decision;
import dev.watchword.token.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

class WatchwordExtensionTest {
  private final List<GuardEvent> events = new ArrayList<>();

  @RegisterExtension
  final WatchwordExtension guard =
      WatchwordExtension.with(builder -> builder.publicPaths("/open").listener(events::add));

  /** The kit would be of no use if a token were refused for another fault than its own. */
  @ParameterizedTest
  @CsvSource({
    "EXPIRED, EXPIRED",
    "NOT_YET_VALID, NOT_YET",
    "ISSUED_LATER, NOT_YET",
    "NO_END, CLAIM",
    "END_AS_TEXT, CLAIM",
    "OTHER_ISSUER, ISSUER",
    "NO_ISSUER, ISSUER",
    "WRONG_AUDIENCE, AUDIENCE",
    "NO_AUDIENCE, AUDIENCE",
    "OTHER_SECRET, SIGNATURE",
    "WRONG_ALGORITHM, ALGORITHM",
    "ASYMMETRIC_ALGORITHM, ALGORITHM",
    "ALGORITHM_NONE, MALFORMED",
    "ALGORITHM_NONE_SIGNED, ALGORITHM",
    "UNKNOWN_TYPE, TYPE",
    "CRITICAL_EXTENSION, HEADER",
    "BAD_SIGNATURE, SIGNATURE",
    "CHANGED_PAYLOAD, SIGNATURE",
    "NO_SIGNATURE, MALFORMED",
    "TWO_PARTS, MALFORMED",
    "FOUR_PARTS, MALFORMED",
    "TRUNCATED, SIGNATURE",
    "PADDED, MALFORMED",
    "SAME_CLAIM_TWICE, PAYLOAD",
    "NOT_JSON, PAYLOAD",
    "NOT_AN_OBJECT, PAYLOAD"
  })
  void fault_isRefusedForItself(TokenFault fault, Reason reason) {
    guard.decide("GET", "/", fault.of(guard.token()));
    assertEquals(reason, events.get(0).reason());
  }

  @Test
  void clock_standsUntilTimePasses() {
    String token = guard.token().text();
    assertInstanceOf(Decision.Pass.class, guard.decide("GET", "/", token));
    guard.pass(Duration.ofHours(1));
    Refusal.of(guard.decide("GET", "/", token)).hasStatus(401).hasCode("token_expired");
    assertEquals(Reason.EXPIRED, events.get(1).reason());
  }

  @Test
  void missingToken_isAskedFor() {
    Refusal.of(guard.decide("GET", "/", null)).asksForToken();
  }

  @Test
  void assertions_failWhereAnswerIsAnother() {
    Decision open = guard.decide("GET", "/open", null);
    assertThrows(AssertionFailedError.class, () -> Refusal.of(open));
    Refusal refusal = Refusal.of(guard.decide("GET", "/", null));
    assertThrows(AssertionFailedError.class, () -> refusal.hasStatus(403));
    assertThrows(AssertionFailedError.class, () -> refusal.hasCode("token_invalid"));
    assertThrows(AssertionFailedError.class, () -> refusal.hasError("invalid_token"));
  }

  @Test
  void secret_isInNoText() {
    String text = guard + " " + guard.token();
    assertFalse(text.contains(guard.secret()), text);
  }
}
