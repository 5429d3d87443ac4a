package dev.watchword.corpus;

import dev.watchword.token.Reason;
import java.util.EnumSet;
import java.util.Set;

/** What may come of a request: one of these refusals, or admission where it may pass. */
public record ExpectedOutcome(Set<Reason> reasons, boolean mayPass) {
  public static final ExpectedOutcome PASSES = new ExpectedOutcome(Set.of(), true);

  /** A refusal for one of these reasons. */
  public static ExpectedOutcome refused(Reason first, Reason... others) {
    return new ExpectedOutcome(EnumSet.of(first, others), false);
  }

  /** The same, or admission. */
  public ExpectedOutcome orPasses() {
    return new ExpectedOutcome(reasons, true);
  }

  /** Whether this may come of it; null stands for admission. */
  public boolean allows(Reason reason) {
    return reason == null ? mayPass : reasons.contains(reason);
  }
}
