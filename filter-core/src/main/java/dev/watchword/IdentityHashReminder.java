package dev.watchword;

import dev.watchword.event.Notice;
import dev.watchword.identity.IdentityCounts;
import dev.watchword.identity.IdentityCounts.Counts;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.identity.IdentityRules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Says who still sends identity hashes: where they are to end, every minute in which some came;
 * where they are accepted, once a day.
 */
final class IdentityHashReminder {
  private final IdentityCounts identityCounts;
  private final Function<String, IdentityRules> rules;
  private final Map<String, Long> before = new HashMap<>();
  private final Map<String, LocalDate> said = new HashMap<>();

  IdentityHashReminder(IdentityCounts identityCounts, Function<String, IdentityRules> rules) {
    this.identityCounts = identityCounts;
    this.rules = rules;
  }

  /** A notice for each issuer that has had new ones since the last time. */
  synchronized List<Notice> of(Instant now) {
    List<Notice> notices = new ArrayList<>();
    for (Map.Entry<String, Counts> one : identityCounts.counts().entrySet()) {
      String issuer = one.getKey();
      Counts counts = one.getValue();
      long hashes = counts.legacy() + counts.legacyRefused();
      Long last = before.put(issuer, hashes);
      boolean came = hashes > (last == null ? 0 : last);
      Mode mode = rules.apply(issuer).legacy().mode();
      if (came && isWorthSaying(issuer, mode, LocalDate.ofInstant(now, ZoneOffset.UTC))) {
        String text =
            "users of issuer '%s' still come with identity hashes (%s): %s"
                .formatted(issuer, mode.configName(), counts.describe());
        notices.add(new Notice(now, Notice.Kind.IDENTITY_HASHES, text));
      }
    }
    return notices;
  }

  private boolean isWorthSaying(String issuer, Mode mode, LocalDate today) {
    return switch (mode) {
      case WARN, REQUIRE_JWT -> true;
      case ACCEPT -> !today.equals(said.put(issuer, today));
      case OFF -> false;
    };
  }
}
