package dev.watchword.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.SharedKey;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose name and secrets are in use among the issuers that a key source gave. Two of one name would
 * share their callers' ids, limits and rules; two of one secret could sign for each other. One
 * issuer may well be found by several selectors: it is the same where a secret is the same.
 */
final class TenantsInUse {
  private final Cache<String, Tenant> byName;
  private final Cache<Object, String> bySecret;

  /**
   * Both caches must hold what they are given for as long as tokens of an issuer are remembered.
   */
  TenantsInUse(Cache<String, Tenant> byName, Cache<Object, String> bySecret) {
    this.byName = byName;
    this.bySecret = bySecret;
  }

  /** By what an issuer was found, and the identities of its secrets then. */
  record Tenant(String selector, Set<Object> secrets) {}

  /**
   * Counts the issuer among those in use.
   *
   * @throws IssuerSourceException where another has its name or one of its secrets
   */
  synchronized void add(String selector, Issuer issuer) {
    Set<Object> secrets =
        issuer.keys().stream().map(SharedKey::identity).collect(Collectors.toSet());
    @Nullable Tenant known = byName.getIfPresent(issuer.name());
    boolean isOther = known != null && !known.selector.equals(selector);
    if (known != null && isOther && Collections.disjoint(known.secrets, secrets)) {
      throw IssuerSourceException.about(issuer, "has the name of another, who has other secrets");
    }
    for (Object secret : secrets) {
      String owner = bySecret.getIfPresent(secret);
      if (owner != null && !owner.equals(issuer.name())) {
        throw IssuerSourceException.about(issuer, "has the same secret as issuer '" + owner + "'");
      }
    }
    if (!isOther) {
      byName.put(issuer.name(), new Tenant(selector, secrets));
    }
    secrets.forEach(secret -> bySecret.put(secret, issuer.name()));
  }
}
