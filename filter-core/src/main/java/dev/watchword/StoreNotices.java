package dev.watchword;

import dev.watchword.event.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says once that there is trouble with the store, and once that it is over. */
final class StoreNotices {
  private Set<String> before = Set.of();

  /**
   * What is new.
   *
   * @param troubles all there are now
   */
  synchronized List<Notice> of(List<String> troubles, Instant now) {
    List<Notice> notices = new ArrayList<>();
    for (String trouble : troubles) {
      if (!before.contains(trouble)) {
        notices.add(new Notice(now, Notice.Kind.STORE_TROUBLE, trouble));
      }
    }
    if (troubles.isEmpty() && !before.isEmpty()) {
      notices.add(new Notice(now, Notice.Kind.STORE_WELL, "the store is well again"));
    }
    before = Set.copyOf(troubles);
    return notices;
  }
}
