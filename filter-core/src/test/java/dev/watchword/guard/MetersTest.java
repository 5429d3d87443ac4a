package dev.watchword.guard;

import static dev.watchword.testing.Rules.limited;
import static dev.watchword.testing.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardMeter;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.testing.Requests;
import dev.watchword.testing.TestGuard;
import dev.watchword.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final PathRule FEED = limited(rule("feed", "/feed", Access.PUBLIC), "2/1m");

  private final List<String> counted = new ArrayList<>();
  private final List<Long> times = new ArrayList<>();
  private final GuardMeter meter =
      new GuardMeter() {
        @Override
        public void decided(GuardEvent event) {}

        @Override
        public void judged(long nanos) {
          times.add(nanos);
        }

        @Override
        public void counted(String limit, Counted what) {
          counted.add(limit + " " + what);
        }
      };

  @Test
  void limit_isToldEachTimeItIsCharged() {
    RequestGuard guard = TestGuard.of(FEED).listener(meter).guard();
    for (int i = 0; i < 3; i++) {
      guard.check(Requests.get("/feed").facts());
    }
    assertEquals(List.of("feed ALLOWED", "feed ALLOWED", "feed EXCEEDED"), counted);
  }

  @Test
  void badTokens_areToldUnderTheirOwnLimit() {
    RequestGuard guard = TestGuard.of().failures("1/1m").listener(meter).guard();
    guard.check(Requests.get("/").bearer(Tokens.good().tampered()).facts());
    guard.check(Requests.get("/").bearer(Tokens.good().tampered()).facts());
    guard.check(Requests.get("/").facts());
    assertEquals(List.of("failures ALLOWED", "failures EXCEEDED"), counted);
  }

  @Test
  void storeThatFails_isTold() {
    TestGuard test =
        TestGuard.of(FEED)
            .store(
                (bucket, limit) -> {
                  throw new IllegalStateException("gone");
                })
            .listener(meter);
    test.guard().check(Requests.get("/feed").facts());
    assertEquals(List.of("feed UNAVAILABLE"), counted);
  }

  @Test
  void everyCheck_isMeasured() {
    RequestGuard guard = TestGuard.of(FEED).listener(meter).guard();
    guard.check(Requests.get("/feed").facts());
    guard.check(Requests.get("/other").facts());
    assertEquals(2, times.size());
    assertTrue(times.stream().allMatch(nanos -> nanos > 0), times::toString);
  }

  @Test // requirement 50
  void meterThatThrows_breaksNoRequest() {
    GuardMeter broken =
        new GuardMeter() {
          @Override
          public void decided(GuardEvent event) {}

          @Override
          public void judged(long nanos) {
            throw new IllegalStateException();
          }

          @Override
          public void counted(String limit, Counted what) {
            throw new AssertionError();
          }
        };
    RequestGuard guard = TestGuard.of(FEED).listener(broken).listener(meter).guard();
    assertInstanceOf(Pass.class, guard.check(Requests.get("/feed").facts()));
    assertEquals(List.of("feed ALLOWED"), counted);
    assertEquals(1, times.size());
  }
}
