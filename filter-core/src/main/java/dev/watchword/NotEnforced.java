package dev.watchword;

import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.PathRule;
import dev.watchword.tenant.TenantSnapshot;
import dev.watchword.token.Issuer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is not refused yet, because a date of an issuer or a rule lies ahead. */
final class NotEnforced {
  private final Map<String, Instant> issuers = new TreeMap<>();

  private final Map<String, String> rules = new TreeMap<>();

  private NotEnforced() {}

  static NotEnforced at(Instant now, List<Issuer> issuers, GuardPolicy policy) {
    NotEnforced found = new NotEnforced();
    for (Issuer issuer : issuers) {
      Instant from = issuer.enforceFrom();
      if (from != null && now.isBefore(from)) {
        found.issuers.put(issuer.name(), from);
      }
    }
    for (PathRule rule : policy.rules().all()) {
      if (rule.isDryRun(now)) {
        found.rules.put(rule.name(), String.valueOf(rule.from()));
      }
    }
    return found;
  }

  /** For health, by name. */
  Map<String, String> data() {
    Map<String, String> data = new TreeMap<>();
    if (issuers.size() > TenantSnapshot.MOST_LISTED) {
      data.put("enforced.issuers", "not yet of " + issuers.size());
    } else {
      issuers.forEach((name, from) -> data.put("enforced.issuer." + name, "from " + from));
    }
    rules.forEach((name, from) -> data.put("enforced.rule." + name, "from " + from));
    return data;
  }

  /** A sentence for each; only the number of issuers where there are many. */
  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (issuers.size() > TenantSnapshot.MOST_LISTED) {
      sentences.add("nothing is refused yet of " + issuers.size() + " issuers (enforce.from)");
    } else {
      issuers.forEach(
          (name, from) ->
              sentences.add(
                  "nothing is refused of issuer '%s' before %s (enforce.from)"
                      .formatted(name, from)));
    }
    rules.forEach(
        (name, from) ->
            sentences.add("nothing is refused by rule '%s' before %s".formatted(name, from)));
    return sentences;
  }
}
