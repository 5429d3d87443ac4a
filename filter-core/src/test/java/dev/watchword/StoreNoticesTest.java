package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.Notice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an operator hears of trouble with a shared store. */
class StoreNoticesTest {
  private static final String WELL = "the store is well again";

  private final StoreNotices notices = new StoreNotices();

  private List<String> told(String... troubles) {
    return notices.of(List.of(troubles), Instant.EPOCH).stream().map(Notice::text).toList();
  }

  @Test
  void trouble_isToldOnceUntilItIsOver() {
    assertEquals(List.of(), told());
    assertEquals(List.of("slow"), told("slow"));
    assertEquals(List.of(), told("slow"));
    assertEquals(List.of(WELL), told());
    assertEquals(List.of(), told());
    assertEquals(List.of("slow"), told("slow"));
  }

  @Test
  void secondTrouble_isToldBesideFirst() {
    assertEquals(List.of("slow"), told("slow"));
    assertEquals(List.of("full"), told("slow", "full"));
    assertEquals(List.of(), told("full"));
    assertEquals(List.of("slow"), told("slow", "full"));
    assertEquals(List.of(WELL), told());
  }

  /** Each second another one might be thrown, and each would be a line of the log. */
  @Test
  void otherCauseOfSameTrouble_isNotToldAgain() {
    assertEquals(List.of("out of reach (a.Timeout)"), told("out of reach (a.Timeout)"));
    assertEquals(List.of(), told("out of reach (a.Refused)"));
    assertEquals(List.of(), told("out of reach (a.Timeout)", "out of reach (a.Refused)"));
    assertEquals(List.of(WELL), told());
  }
}
