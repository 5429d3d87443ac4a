package dev.watchword.config;

import dev.watchword.guard.Notice;
import dev.watchword.identity.IdentityMeter;
import dev.watchword.identity.IdentityRules;
import dev.watchword.identity.LegacyRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says, minute by minute, who still sends identity hashes where they are to end. */
final class HashNotices {
  private final IdentityMeter meter;
  private final Function<String, IdentityRules> rules;
  private final Map<String, Long> before = new HashMap<>();

  HashNotices(IdentityMeter meter, Function<String, IdentityRules> rules) {
    this.meter = meter;
    this.rules = rules;
  }

  /** A notice for each issuer that has had new ones since the last time. */
  synchronized List<Notice> of(Instant now) {
    List<Notice> notices = new ArrayList<>();
    meter
        .counts()
        .forEach(
            (issuer, counts) -> {
              long hashes = counts.legacy() + counts.legacyRefused();
              Long last = before.put(issuer, hashes);
              LegacyRules.Mode mode = rules.apply(issuer).legacy().mode();
              boolean ending =
                  mode == LegacyRules.Mode.WARN || mode == LegacyRules.Mode.REQUIRE_JWT;
              if (ending && hashes > (last == null ? 0 : last)) {
                String text =
                    "users of issuer '"
                        + issuer
                        + "' still come with identity hashes ("
                        + mode.word()
                        + "): "
                        + counts.inWords();
                notices.add(new Notice(now, Notice.Kind.IDENTITY_HASHES, text));
              }
            });
    return notices;
  }
}
