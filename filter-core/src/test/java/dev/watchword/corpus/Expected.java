package dev.watchword.corpus;

import dev.watchword.token.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What may come of a request: one of these refusals, or admission where it may pass. */
public record Expected(Set<Reason> reasons, boolean mayPass) {
  public static final Expected PASSES = new Expected(Set.of(), true);

  /** A refusal for one of these reasons. */
  public static Expected refused(Reason first, Reason... others) {
    return new Expected(EnumSet.of(first, others), false);
  }

  /** The same, or admission. */
  public Expected orPasses() {
    return new Expected(reasons, true);
  }

  /** Whether this may come of it; null stands for admission. */
  public boolean allows(Reason reason) {
    return reason == null ? mayPass : reasons.contains(reason);
  }
}
