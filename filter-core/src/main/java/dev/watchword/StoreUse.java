package dev.watchword;

import dev.watchword.limit.FallbackStore;
import dev.watchword.limit.Store;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.Issuer;
import java.util.ArrayList;
import java.util.List;

/** The store of one start: what it must be able to do, and how it is. */
final class StoreUse {
  private StoreUse() {}

  /** Notes what issuers want to be remembered, and the store cannot. */
  static void check(Section section, Store store, List<Issuer> issuers) {
    if (store.denyList() == null && issuers.stream().anyMatch(one -> one.use().revocable())) {
      section.mistake(Property.REVOCATION, "is on, but the store keeps no revocations");
    }
    if (store.usedTokens() == null && issuers.stream().anyMatch(one -> one.use().singleUse())) {
      section.mistake(Property.SINGLEUSE, "is on, but the store keeps no used tokens");
    }
  }

  /** Whether it can be out of reach, so that it must be looked after. */
  static boolean isShared(Store store) {
    return store instanceof FallbackStore;
  }

  /** Whether requests are refused now that would not be if it answered. */
  static boolean refuses(Store store) {
    return store instanceof FallbackStore fallback && fallback.refuses();
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
}
