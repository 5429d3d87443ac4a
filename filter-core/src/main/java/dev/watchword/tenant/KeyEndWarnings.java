package dev.watchword.tenant;

import dev.watchword.event.Notice;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says once a day which keys end within a week, and which issuers have none left. */
public final class KeyEndWarnings {
  private static final Duration NOTICE = Duration.ofDays(7);

  private final Map<String, LocalDate> warned = new HashMap<>();

  /** A notice for each of these issuers' keys, and each issuer, that was not told today. */
  public synchronized List<Notice> of(List<Issuer> issuers, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    warned.values().removeIf(day -> !day.equals(today)); // issuers come and go
    List<Notice> notices = new ArrayList<>();
    for (Issuer issuer : issuers) {
      for (SharedKey key : issuer.keys()) {
        Instant until = key.until();
        if (until != null
            && isNear(until, now)
            && isNews(issuer.name() + "/" + key.name(), today)) {
          notices.add(new Notice(now, Notice.Kind.KEY_ENDING, ending(issuer, key, until)));
        }
      }
      boolean isLive = issuer.keys().stream().anyMatch(key -> key.liveAt(now));
      if (!isLive && isNews(issuer.name(), today)) {
        String text = "no key of issuer '" + issuer.name() + "' is live: its tokens are refused";
        notices.add(new Notice(now, Notice.Kind.KEY_ENDING, text));
      }
    }
    return notices;
  }

  private static boolean isNear(Instant until, Instant now) {
    return now.isBefore(until) && now.plus(NOTICE).isAfter(until);
  }

  private boolean isNews(String what, LocalDate today) {
    return !today.equals(warned.put(what, today));
  }

  private static String ending(Issuer issuer, SharedKey key, Instant until) {
    boolean isLast = issuer.keys().stream().noneMatch(other -> other.liveAt(until));
    Instant used = key.lastUsed();
    return "key '%s' of issuer '%s' ends at %s; %s%s"
        .formatted(
            key.name(),
            issuer.name(),
            until,
            used == null ? "no token came under it since the start" : "last token under it " + used,
            isLast ? "; THEN NO KEY OF THIS ISSUER IS LEFT" : "");
  }
}
