package dev.watchword.testkit;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.guard.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The example of docs/testing.md. */
class OrdersTest {
  @RegisterExtension
  final WatchwordExtension guard =
      WatchwordExtension.with(builder -> builder.rule("admin", "/admin/* role admin"));

  @ParameterizedTest
  @EnumSource
  void wrongToken_isRefused(TokenFault fault) {
    String token = fault.of(guard.token());
    Refusal.of(guard.decide("GET", "/orders", token)).hasStatus(401).hasError("invalid_token");
  }

  @Test
  void goodToken_passes() {
    assertInstanceOf(Decision.Pass.class, guard.decide("GET", "/orders", guard.token().text()));
  }

  @Test
  void callerWithoutRole_isForbidden() {
    String token = guard.token().text();
    Refusal.of(guard.decide("GET", "/admin/x", token)).hasStatus(403).hasCode("scope_insufficient");
  }
}
