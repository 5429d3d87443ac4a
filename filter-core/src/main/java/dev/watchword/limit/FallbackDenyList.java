package dev.watchword.limit;

import dev.watchword.limit.Breaker.OutOfReachException;
import dev.watchword.limit.OutageRules.Rule;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Revocations in a store that may be out of reach. What this node has seen revoked is remembered
 * here, too, where that may have to do.
 */
final class FallbackDenyList implements DenyList {
  private static final Duration KEPT_HERE = Duration.ofDays(1);

  private final DenyList all;
  private final Rule rule;
  private final DenyList local;
  private final Breaker breaker;

  /** Whether a revocation found no room here, and would be missed in an outage. */
  private final AtomicBoolean forgetful = new AtomicBoolean();

  FallbackDenyList(DenyList all, Rule rule, DenyList local, Breaker breaker) {
    this.all = all;
    this.rule = rule;
    this.local = local;
    this.breaker = breaker;
  }

  boolean isForgetful() {
    return forgetful.get();
  }

  @Override
  public void revoke(Subject subject, Revocation revocation, @Nullable Duration keep) {
    reaching(() -> all.revoke(subject, revocation, keep));
    if (rule == Rule.LOCAL) {
      remember(subject, revocation, keep);
    }
  }

  @Override
  public void lift(Subject subject) {
    reaching(() -> all.lift(subject));
    local.lift(subject);
  }

  /** A list that is full says so itself, and is not out of reach. */
  private static void reaching(Runnable change) {
    try {
      change.run();
    } catch (IllegalStateException full) {
      throw full;
    } catch (RuntimeException | LinkageError failed) {
      throw new OutOfReachException(failed.getClass().getName(), failed);
    }
  }

  @Override
  public Map<Subject, Revocation> find(Collection<Subject> subjects) {
    return breaker.ask(rule, () -> remembered(all.find(subjects)), () -> local.find(subjects));
  }

  private Map<Subject, Revocation> remembered(Map<Subject, Revocation> found) {
    if (rule == Rule.LOCAL && !found.isEmpty()) {
      Map<Subject, Revocation> known = local.find(found.keySet());
      found.forEach(
          (subject, one) -> {
            if (!one.equals(known.get(subject))) {
              local.lift(subject);
              remember(subject, one, KEPT_HERE);
            }
          });
    }
    return found;
  }

  /** As far as there is room: the store itself has it. */
  private void remember(Subject subject, Revocation revocation, @Nullable Duration keep) {
    try {
      local.revoke(subject, revocation, keep);
    } catch (IllegalStateException full) {
      forgetful.set(true);
    }
  }
}
