package dev.watchword;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.watchword.event.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an operator hears of a table of the limits that has run full. */
class FullTablesTest {
  @Test
  void tableWithRoomInBetween_isReportedAgain() {
    FullTables tables = new FullTables();
    Instant now = Instant.EPOCH;
    assertEquals(List.of(), tables.of(Map.of(), now));
    assertEquals(1, tables.of(Map.of("callers", "full for acme"), now).size());
    assertEquals(List.of(), tables.of(Map.of("callers", "full for globex"), now));
    List<Notice> other = tables.of(Map.of("callers", "full", "addresses", "full"), now);
    assertEquals(List.of("limits of addresses: full"), other.stream().map(Notice::text).toList());
    assertEquals(List.of(), tables.of(Map.of(), now));
    assertEquals(1, tables.of(Map.of("callers", "full for acme"), now).size());
  }
}
