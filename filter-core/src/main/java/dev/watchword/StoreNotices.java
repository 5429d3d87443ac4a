package dev.watchword;

import dev.watchword.event.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says once that there is trouble with the store, and once that it is over. What stands in brackets
 * is a cause, which may change from second to second while the trouble is the same.
 */
final class StoreNotices {
  private Set<String> before = Set.of();

  /**
   * What is new.
   *
   * @param troubles all there are now
   */
  synchronized List<Notice> of(List<String> troubles, Instant now) {
    List<Notice> notices = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    for (String trouble : troubles) {
      String kind = trouble.replaceAll("\\([^)]*\\)", "");
      if (kinds.add(kind) && !before.contains(kind)) {
        notices.add(new Notice(now, Notice.Kind.STORE_TROUBLE, trouble));
      }
    }
    if (troubles.isEmpty() && !before.isEmpty()) {
      notices.add(new Notice(now, Notice.Kind.STORE_WELL, "the store is well again"));
    }
    before = kinds;
    return notices;
  }
}
