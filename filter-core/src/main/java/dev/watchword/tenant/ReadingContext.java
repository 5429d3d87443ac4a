package dev.watchword.tenant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is at hand while the settings of one tenant are read, besides its section.
 *
 * @param now when they are read: what has ended by then need not be there any more
 * @param notes takes lines for the start-up summary
 */
record ReadingContext(Instant now, TenantNotes notes) {
  /** Whether what is good until then is no longer good. */
  boolean isOver(@Nullable Instant until) {
    return until != null && !now.isBefore(until);
  }

  /** Notes that something has ended at that instant, and its secret was taken away since. */
  void noteGone(String what, @Nullable Instant until) {
    notes.ofKey(what + " has ended at " + until + ", and its secret is not there any more");
  }
}
