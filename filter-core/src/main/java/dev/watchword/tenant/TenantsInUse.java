package dev.watchword.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import dev.watchword.token.Issuer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The issuers that an issuer source gave, and whose names and secrets are in use among them. Two of
 * one name would share their callers' ids, limits and rules; two of one secret could sign for each
 * other. One issuer may well be found by several selectors: those of one name are the same where
 * they share a secret. Secrets are the same where one is the other decoded. What the cache does not
 * hold any more is not compared.
 */
final class TenantsInUse {
  private final Cache<String, Issuer> found;
  private final Cache<String, Unique> inUse;

  /**
   * Over two caches by selector.
   *
   * @param found for as long as an issuer is used without asking again
   * @param inUse for as long as tokens of such an issuer are remembered
   */
  TenantsInUse(Cache<String, Issuer> found, Cache<String, Unique> inUse) {
    this.found = found;
    this.inUse = inUse;
  }

  /** What must not be another's. */
  record Unique(String name, Set<Object> secrets) {
    static Unique of(Issuer issuer) {
      return new Unique(
          issuer.name(),
          issuer.keys().stream()
              .flatMap(key -> key.secret().readings().stream())
              .collect(Collectors.toSet()));
    }

    @Nullable String clash(Unique other) {
      boolean isApart = Collections.disjoint(secrets, other.secrets);
      if (name.equals(other.name)) {
        return isApart ? "has the name of another, who has other secrets" : null;
      }
      return isApart ? null : "has the same secret as issuer '" + other.name + "'";
    }
  }

  /** Why an issuer is refused beside another, beginning with a verb; null where it is not. */
  static @Nullable String clash(Issuer issuer, Issuer other) {
    return Unique.of(issuer).clash(Unique.of(other));
  }

  /** The issuer that was found a moment ago; null for none. */
  @Nullable Issuer find(String selector) {
    return found.getIfPresent(selector);
  }

  /**
   * Remembers an issuer in the place of what its selector found before, unless another that was
   * found is in the way.
   *
   * @return the selector of the other; null where the issuer is remembered
   */
  synchronized @Nullable String add(String selector, Issuer issuer) {
    Unique mine = Unique.of(issuer);
    boolean isUnchanged = mine.equals(inUse.getIfPresent(selector));
    if (!isUnchanged) { // else the others were compared with it, or it with them
      for (Map.Entry<String, Unique> other : inUse.asMap().entrySet()) {
        if (!other.getKey().equals(selector) && mine.clash(other.getValue()) != null) {
          return other.getKey();
        }
      }
    }
    inUse.put(selector, mine);
    found.put(selector, issuer);
    return null;
  }

  /** Forgets an issuer, by whichever selectors it was found, so that it is asked for again. */
  synchronized void forget(String selector) {
    Unique mine = inUse.getIfPresent(selector);
    inUse
        .asMap()
        .forEach(
            (each, other) -> {
              if (other.equals(mine)) {
                found.invalidate(each);
                inUse.invalidate(each);
              }
            });
  }
}
