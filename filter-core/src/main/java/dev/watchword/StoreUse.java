package dev.watchword;

import dev.watchword.guard.PathRule;
import dev.watchword.limit.FallbackStore;
import dev.watchword.limit.Store;
import dev.watchword.tenant.CachingIssuerSource;
import dev.watchword.token.Issuer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The store of one start: what it must be able to do, and how it is. */
final class StoreUse {
  private StoreUse() {}

  /** A sentence for each who wants something remembered that the store does not remember. */
  static List<String> mistakes(Store store, List<Issuer> issuers, List<PathRule> rules) {
    List<String> mistakes = new ArrayList<>();
    for (Issuer issuer : issuers) {
      String name = "issuer '" + issuer.name() + "' has ";
      if (issuer.use().revocable() && store.denyList() == null) {
        mistakes.add(name + "revocation=on" + lacks(store, "revocations", "denyList()"));
      }
      if (issuer.use().singleUse() && store.usedTokens() == null) {
        mistakes.add(name + "singleuse=on" + lacks(store, "used tokens", "usedTokens()"));
      }
    }
    for (PathRule rule : rules) {
      if (rule.once() && store.usedTokens() == null) {
        String name = "rule '" + rule.name() + "' takes each token once";
        mistakes.add(name + lacks(store, "used tokens", "usedTokens()"));
      }
    }
    return mistakes;
  }

  private static String lacks(Store store, String what, String method) {
    return ", but the store "
        + store.describe()
        + " remembers no "
        + what
        + ": give it "
        + method
        + ", or take another store";
  }

  /** What an operator reads of it at start; nothing of one in memory. */
  static List<String> summary(Store store) {
    return store instanceof FallbackStore shared
        ? List.of(
            "store " + shared.describe() + "; while it does not answer: " + shared.describeRules())
        : List.of();
  }

  /** Whether it can be out of reach, so that it must be looked after. */
  static boolean isShared(Store store) {
    return store instanceof FallbackStore;
  }

  /**
   * Whether requests are refused now that would not be if it answered.
   *
   * @param mayBeMore whether there may be issuers besides these, of which nothing is known
   */
  static boolean refuses(
      Store store, List<Issuer> issuers, List<PathRule> rules, boolean mayBeMore) {
    boolean once =
        issuers.stream().anyMatch(issuer -> issuer.use().singleUse())
            || rules.stream().anyMatch(PathRule::once);
    boolean revocable = issuers.stream().anyMatch(issuer -> issuer.use().revocable());
    return store instanceof FallbackStore shared
        && shared.refuses(once || mayBeMore, revocable || mayBeMore);
  }

  /** Lets it do what it does by itself, and says how it is. */
  static List<String> troublesAfterBeat(Store store) {
    try {
      store.beat();
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError outOfReach) {
      // its troubles say so
    }
    return new ArrayList<>(store.troubles());
  }

  /** Closes what a start has opened, where it has. */
  static Runnable ending(@Nullable CachingIssuerSource source, @Nullable Store store) {
    return () -> {
      if (source != null) {
        source.close();
      }
      if (store != null) {
        store.close();
      }
    };
  }
}
