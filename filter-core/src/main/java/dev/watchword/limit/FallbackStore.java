package dev.watchword.limit;

import dev.watchword.limit.OutageRules.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
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
  private final @Nullable FallbackDenyList denyList;

  /**
   * A store with its rules.
   *
   * @param nanos a monotonic clock in nanoseconds
   */
  public FallbackStore(Store shared, OutageRules rules, LongSupplier nanos) {
    this(shared, rules, new MemoryStore(MemoryStore.DEFAULT_SIZE, nanos), nanos);
  }

  /** The same with another memory of this node. */
  FallbackStore(Store shared, OutageRules rules, MemoryStore local, LongSupplier nanos) {
    this.shared = shared;
    this.rules = rules;
    this.local = local;
    this.breaker = new Breaker(nanos);
    UsedTokens used = shared.usedTokens();
    DenyList denied = shared.denyList();
    this.usedTokens = used == null ? null : new Used(used);
    this.denyList =
        denied == null
            ? null
            : new FallbackDenyList(denied, rules.revocation(), local.denyList(), breaker);
  }

  @Override
  public Consumption consume(Bucket bucket, RateLimit limit) {
    return breaker.ask(
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
      if (here == Use.AGAIN) {
        return Use.AGAIN;
      }
      Use everywhere = breaker.ask(Rule.LOCAL, () -> all.use(token, keep, quota), () -> here);
      if (everywhere == Use.FULL) {
        local.forgetUse(token); // it was not admitted, so it may come again
      }
      return everywhere;
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
    if (denyList != null && denyList.isForgetful()) {
      troubles.add("there are more revocations than this node can remember for an outage");
    }
    troubles.addAll(shared.troubles());
    return troubles;
  }

  /**
   * Whether some requests are refused now because the store cannot answer.
   *
   * @param singleUse whether there are tokens for one request
   * @param revocation whether there are tokens that can be revoked
   */
  public boolean refuses(boolean singleUse, boolean revocation) {
    return breaker.fault() != null
        && (rules.limits() == Rule.REFUSE
            || (singleUse && usedTokens != null && rules.singleUse() == Rule.REFUSE)
            || (revocation && denyList != null && rules.revocation() == Rule.REFUSE));
  }

  /** The rules in the words of the settings, for an operator. */
  public String describeRules() {
    return rules.describe();
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
