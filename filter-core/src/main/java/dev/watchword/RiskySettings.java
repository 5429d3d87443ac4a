package dev.watchword;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.tenant.TenantSnapshot;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is allowed and most likely meant otherwise: told at start, and in health while it lasts. */
final class RiskySettings {
  private static final Duration LONG = Duration.ofDays(366);

  private RiskySettings() {}

  /** A sentence each, without a secret. */
  static List<String> of(List<Issuer> issuers, GuardPolicy policy, Instant now) {
    List<String> sentences = new ArrayList<>();
    issuers.forEach(issuer -> sentences.addAll(endless(issuer, now)));
    if (policy.limits().trustsTheInternet()) {
      sentences.add(
          "watchword.proxies trusts nearly every address: anyone can say where a request comes from");
    }
    sentences.addAll(neverEnforced(issuers, policy, now));
    return sentences;
  }

  private static List<String> neverEnforced(List<Issuer> issuers, GuardPolicy policy, Instant now) {
    List<String> sentences = new ArrayList<>();
    String away = " is more than a year away: until then ";
    if (isLongAway(policy.enforcement().from(), now)) {
      sentences.add("watchword.enforce.from" + away + "nothing is refused");
    }
    policy.rules().all().stream()
        .filter(rule -> isLongAway(rule.from(), now))
        .forEach(
            rule -> sentences.add("from in rule " + rule.name() + away + "it refuses nothing"));
    issuers.stream()
        .filter(issuer -> isLongAway(issuer.enforceFrom(), now))
        .limit(TenantSnapshot.MOST_LISTED)
        .map(
            issuer -> "enforce.from of issuer " + issuer.name() + away + "nothing of it is refused")
        .forEach(sentences::add);
    return sentences;
  }

  private static boolean isLongAway(@Nullable Instant from, Instant now) {
    return from != null && from.isAfter(now.plus(LONG));
  }

  /**
   * Old keys that never end. Of keys without dates none is known to be old but the previous one:
   * several may be meant to be good for ever.
   */
  private static List<String> endless(Issuer issuer, Instant now) {
    List<String> sentences = new ArrayList<>();
    SharedKey newer = null;
    for (SharedKey key : issuer.keys()) { // the latest first
      String ofIssuer = " of issuer " + issuer.name();
      if (key.until() == null && Issuer.isPrevious(key)) {
        sentences.add("key " + key.name() + ofIssuer + " has no until: it never ends");
      } else if (key.until() == null && newer != null) {
        String dates = "key %s is good since %s".formatted(newer.name(), newer.from());
        sentences.add("key " + key.name() + ofIssuer + " has no until, but " + dates);
      }
      if (newer == null && key.from() != null && key.liveAt(now)) {
        newer = key;
      }
    }
    return sentences;
  }
}
