package dev.watchword.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of a limit, on both sides of every bound. */
class RateLimitTest {
  @ParameterizedTest
  @CsvSource({
    "100/1m, 100, PT1M, 0",
    "100/m, 100, PT1M, 0",
    "1/s, 1, PT1S, 0",
    "1/1s, 1, PT1S, 0",
    "10/1s+50, 10, PT1S, 50",
    "10/s+1, 10, PT1S, 1",
    "10/s+0, 10, PT1S, 0",
    "007/05m+09, 7, PT5M, 9",
    "3/2h, 3, PT2H, 0",
    "5/1d, 5, PT24H, 0",
    "9999999/99999d+9999999, 9999999, PT2399976H, 9999999",
  })
  void form_isRead(String text, int permits, Duration period, int burst) {
    assertEquals(new RateLimit(permits, period, burst), RateLimit.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "off",
        "100",
        "100/",
        "/1m",
        "100/1",
        "100/1w",
        "100/1M",
        "100/1ms",
        "100/1m+",
        "100/1m+-1",
        "100/-1m",
        "-1/1m",
        "+1/1m",
        "1.5/1m",
        " 100/1m",
        "100/1m ",
        "100 / 1m",
        "100/1m+5+5",
        "100/1m\n",
        "10000000/1m",
        "1/100000s",
        "1/1s+10000000",
        "\u0661/1m",
        "0x10/1m",
      })
  void otherForm_isErrorThatShowsExpectedForm(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RateLimit.of(text)).getMessage();
    assertEquals("'" + text + "' is no limit; write 100/1m, 20/1s+50 for a burst, or off", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/1m", "0/1m+5", "1/0s", "1/00000d"})
  void zeroPermitsOrZeroTime_isError(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> RateLimit.of(text)).getMessage();
    assertTrue(message.contains("1 permit or more"), message);
  }

  @Test
  void bounds_holdForRecordToo() {
    Duration second = Duration.ofSeconds(1);
    assertEquals(1, new RateLimit(1, second, 0).capacity());
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(0, second, 0));
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, second, -1));
    Duration short1 = second.minusNanos(1);
    assertThrows(IllegalArgumentException.class, () -> new RateLimit(1, short1, 0));
  }

  @Test
  void capacity_doesNotOverflow() {
    RateLimit most = new RateLimit(Integer.MAX_VALUE, Duration.ofDays(1), Integer.MAX_VALUE);
    assertEquals(2L * Integer.MAX_VALUE, most.capacity());
  }

  @Test
  void refillTime_countsBurst() {
    assertEquals(Duration.ofMinutes(1), RateLimit.of("100/1m").refillTime());
    assertEquals(Duration.ofSeconds(6), RateLimit.of("10/1s+50").refillTime());
    assertEquals(Duration.ofSeconds(5).dividedBy(3), RateLimit.of("3/1s+2").refillTime());
  }

  @ParameterizedTest
  @CsvSource({
    "100/1m,     0,    100, PT1M,       0",
    "100/1m,     1,    100, PT1M,       0",
    "100/1m,     2,    50,  PT1M,       0",
    "100/1m,     3,    33,  PT1M,       0",
    "100/1m,     100,  1,   PT1M,       0",
    "100/1m,     101,  1,   PT1M0.6S,   0",
    "100/1m,     1000, 1,   PT10M,      0",
    "10/1s+50,   4,    2,   PT1S,       12",
    "10/1s+50,   100,  1,   PT10S,      0",
    "2/1s+5,     3,    1,   PT1.5S,     1",
  })
  void shares_areNoMoreThanWholeInLongRun(
      String limit, int nodes, int permits, Duration period, int burst) {
    RateLimit share = RateLimit.of(limit).sharedBy(nodes);
    assertEquals(new RateLimit(permits, period, burst), share);
  }
}
