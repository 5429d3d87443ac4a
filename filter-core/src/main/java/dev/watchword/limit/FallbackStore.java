package dev.watchword.limit;

import dev.watchword.limit.Breaker.OutOfReachException;
import dev.watchword.limit.OutageRules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that may be out of reach, and what is done then: asked no more than once a second while
 * it fails, so no request waits for what is known not to answer.
 */
public final class FallbackStore implements Store {
  private final Store shared;
  private final OutageRules rules;
  private final MemoryStore local;
  private final Breaker breaker;
  private final @Nullable UsedTokens usedTokens;
  private final @Nullable DenyList denyList;

  /**
   * A store with its rules.
   *
   * @param nanos a monotonic clock in nanoseconds
   */
  public FallbackStore(Store shared, OutageRules rules, LongSupplier nanos) {
    this.shared = shared;
    this.rules = rules;
    this.local = new MemoryStore(MemoryStore.DEFAULT_SIZE, nanos);
    this.breaker = new Breaker(nanos);
    UsedTokens used = shared.usedTokens();
    DenyList denied = shared.denyList();
    this.usedTokens = used == null ? null : new Used(used);
    this.denyList = denied == null ? null : new Denied(denied);
  }

  private <T> T ask(Rule rule, Supplier<T> question, Supplier<T> otherwise) {
    try {
      return breaker.ask(question);
    } catch (OutOfReachException down) {
      if (rule == Rule.REFUSE) {
        throw down;
      }
      return otherwise.get();
    }
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return ask(
        rules.limits(),
        () -> shared.consume(bucket, limit),
        () -> local.consume(bucket, limit.sharedBy(shared.nodes())));
  }

  @Override
  public @Nullable UsedTokens usedTokens() {
    return usedTokens;
  }

  @Override
  public @Nullable DenyList denyList() {
    return denyList;
  }

  /** What this node has seen used is remembered here, too, where that may have to do. */
  private final class Used implements UsedTokens {
    private final UsedTokens all;

    Used(UsedTokens all) {
      this.all = all;
    }

    @Override
    public Use use(Subject token, Duration keep, int quota) {
      if (rules.singleUse() == Rule.REFUSE) {
        return breaker.ask(() -> all.use(token, keep, quota));
      }
      Use here = local.usedTokens().use(token, keep, quota);
      return here == Use.FIRST
          ? ask(Rule.LOCAL, () -> all.use(token, keep, quota), () -> Use.FIRST)
          : here;
    }
  }

  /** What this node has seen revoked is remembered here, too, where that may have to do. */
  private final class Denied implements DenyList {
    private static final Duration KEPT_HERE = Duration.ofDays(1);

    private final DenyList all;

    Denied(DenyList all) {
      this.all = all;
    }

    @Override
    public void revoke(Subject subject, Revocation revocation, @Nullable Duration keep) {
      breaker.askNow(
          () -> {
            all.revoke(subject, revocation, keep);
            return subject;
          });
      if (rules.revocation() == Rule.LOCAL) {
        local.denyList().revoke(subject, revocation, keep);
      }
    }

    @Override
    public void lift(Subject subject) {
      breaker.askNow(
          () -> {
            all.lift(subject);
            return subject;
          });
      local.denyList().lift(subject);
    }

    @Override
    public Map<Subject, Revocation> find(Collection<Subject> subjects) {
      Map<Subject, Revocation> found =
          ask(rules.revocation(), () -> all.find(subjects), () -> local.denyList().find(subjects));
      if (rules.revocation() == Rule.LOCAL) {
        found.forEach((subject, one) -> local.denyList().revoke(subject, one, KEPT_HERE));
      }
      return found;
    }
  }

  @Override
  public Map<Bucket.Table, String> full() {
    return shared.full();
  }

  @Override
  public int nodes() {
    return shared.nodes();
  }

  @Override
  public void beat() {
    breaker.askNow(
        () -> {
          shared.beat();
          return shared;
        });
  }

  @Override
  public List<String> troubles() {
    List<String> troubles = new ArrayList<>();
    String fault = breaker.fault();
    if (fault != null) {
      troubles.add("the store cannot be reached (" + fault + ")");
    }
    troubles.addAll(shared.troubles());
    return troubles;
  }

  /** Whether some requests are refused now because the store cannot answer. */
  public boolean refuses() {
    return breaker.fault() != null
        && (rules.limits() == Rule.REFUSE
            || (usedTokens != null && rules.singleUse() == Rule.REFUSE)
            || (denyList != null && rules.revocation() == Rule.REFUSE));
  }

  @Override
  public String describe() {
    return shared.describe();
  }

  @Override
  public void close() {
    shared.close();
  }
}
