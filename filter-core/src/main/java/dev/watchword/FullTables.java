package dev.watchword;

import dev.watchword.event.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says once that a table of the limits has run full, and again if it had room in between. */
final class FullTables {
  private Set<String> before = Set.of();

  /**
   * A notice for each table that has run full since the last time.
   *
   * @param full tables and who has no room there
   */
  synchronized List<Notice> of(Map<String, String> full, Instant now) {
    Set<String> told = before;
    before = Set.copyOf(full.keySet());
    return full.entrySet().stream()
        .filter(table -> !told.contains(table.getKey()))
        .map(table -> "limits of " + table.getKey() + ": " + table.getValue())
        .map(text -> new Notice(now, Notice.Kind.LIMITS_FULL, text))
        .toList();
  }
}
