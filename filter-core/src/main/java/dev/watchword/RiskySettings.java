package dev.watchword;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is allowed and most likely meant otherwise: told at start, and in health while it lasts. */
final class RiskySettings {
  private static final Duration LONG = Duration.ofDays(366);

  private RiskySettings() {}

  /** A sentence each, without a secret. */
  static List<String> of(List<Issuer> issuers, GuardPolicy policy, Instant now) {
    List<String> sentences = new ArrayList<>();
    for (Issuer issuer : issuers) {
      for (SharedKey key : issuer.keys()) {
        if (key.name().equals("previous") && key.until() == null) {
          sentences.add("key previous of issuer " + issuer.name() + " has no until: it never ends");
        }
      }
    }
    if (policy.limits().trustsTheInternet()) {
      sentences.add(
          "watchword.proxies trusts nearly every address: anyone can say where a request comes from");
    }
    Instant from = policy.enforcement().from();
    if (from != null && from.isAfter(now.plus(LONG))) {
      sentences.add(
          "watchword.enforce.from is more than a year away: until then nothing is refused");
    }
    return sentences;
  }
}
