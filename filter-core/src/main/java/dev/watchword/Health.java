package dev.watchword;

import dev.watchword.guard.Enforcement;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.identity.IdentityCounts;
import dev.watchword.limit.Store;
import dev.watchword.tenant.TenantRegistry;
import dev.watchword.tenant.TenantSnapshot;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests can be judged as the operator wants, in the shape of MicroProfile Health.
 *
 * @param up false where a key is missing or could not be read
 * @param data names and values for a person, in order; no secrets
 */
public record Health(boolean up, Map<String, String> data) {
  public Health {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** {@code UP} or {@code DOWN}. */
  public String status() {
    return up ? "UP" : "DOWN";
  }

  /**
   * How things are.
   *
   * @param store what counts and remembers; it is up as long as no request is refused for it. Where
   *     the limits' tables are full, requests are judged all the same, so it is up then, too
   */
  static Health of(
      TenantRegistry tenants,
      IdentityCounts identityCounts,
      Store store,
      GuardPolicy policy,
      Instant now) {
    Map<String, String> data = new LinkedHashMap<>();
    boolean up = putReading(tenants.complaint(), data);
    List<Issuer> issuers = tenants.snapshot().issuers();
    up &= putIssuers(issuers, now, data);
    if (issuers.size() <= TenantSnapshot.MOST_LISTED) {
      identityCounts
          .counts()
          .forEach((issuer, counts) -> data.put("users." + issuer, counts.describe()));
    }
    data.put("store", store.describe());
    store
        .troubles()
        .forEach(trouble -> data.merge("store.problem", trouble, (a, b) -> a + "; " + b));
    Enforcement enforcement = policy.enforcement();
    up &=
        enforcement.isDryRun(now)
            || !StoreUse.refuses(store, issuers, policy.rules().all(), tenants.mayFindMore());
    policy.limits().full().forEach((table, words) -> data.put("limits." + table, words));
    data.put("enforced", enforcement.isDryRun(now) ? "from " + enforcement.from() : "yes");
    data.putAll(NotEnforced.at(now, issuers, policy).data());
    data.put("insecure", Boolean.toString(enforcement.insecure()));
    return new Health(up, data);
  }

  /** Whether each issuer has a live key. */
  private static boolean putIssuers(List<Issuer> issuers, Instant now, Map<String, String> data) {
    boolean up = true;
    data.put("issuers", Integer.toString(issuers.size()));
    for (Issuer issuer : issuers) {
      boolean live = issuer.keys().stream().anyMatch(key -> key.liveAt(now));
      up &= live;
      if (!live) {
        data.put("issuer." + issuer.name(), "no key is live");
      } else if (issuers.size() <= TenantSnapshot.MOST_LISTED) {
        issuer.keys().forEach(key -> data.put(nameOf(issuer, key), state(key, now)));
      }
    }
    return up;
  }

  private static boolean putReading(@Nullable String complaint, Map<String, String> data) {
    if (complaint == null) {
      data.put("keys", "as set");
      return true;
    }
    data.put("keys", "could not be read anew; those before are in force");
    data.put("keys.problem", complaint);
    return false;
  }

  /** The same with what an operator is warned of. */
  Health with(List<String> warnings) {
    Map<String, String> more = new LinkedHashMap<>(data);
    if (!warnings.isEmpty()) {
      more.put("warnings", String.join("; ", warnings));
    }
    return new Health(up, more);
  }

  private static String nameOf(Issuer issuer, SharedKey key) {
    return "issuer." + issuer.name() + ".key." + key.name();
  }

  private static String state(SharedKey key, Instant now) {
    Instant used = key.lastUsed();
    return (key.liveAt(now) ? "live" : "not live")
        + " ***"
        + key.fingerprint()
        + (key.from() == null ? "" : ", from " + key.from())
        + (key.until() == null ? "" : ", until " + key.until())
        + (used == null ? ", not used yet" : ", last used " + used);
  }
}
