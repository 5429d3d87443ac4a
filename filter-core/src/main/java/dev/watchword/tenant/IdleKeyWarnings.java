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
import org.jspecify.annotations.Nullable;

/**
 * Says once a day which keys never end although no token comes under them any more, while tokens do
 * come under a newer one. Of several keys on purpose each is used, and none is told.
 */
public final class IdleKeyWarnings {
  private static final Duration IDLE = Duration.ofDays(30);

  /** What is known of a key since it is watched. */
  private record Watched(Instant since, @Nullable LocalDate told) {}

  private Map<String, Watched> watched = new HashMap<>();

  /** A notice for each such key of these issuers that was not told today. */
  public synchronized List<Notice> of(List<Issuer> issuers, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Map<String, Watched> next = new HashMap<>(); // issuers come and go
    List<Notice> notices = new ArrayList<>();
    for (Issuer issuer : issuers) {
      List<SharedKey> live = issuer.liveKeys(now);
      for (SharedKey key : live.subList(Math.min(1, live.size()), live.size())) {
        if (key.until() == null) {
          String name = issuer.name() + "/" + key.name() + "/" + key.fingerprint();
          Watched known = watched.getOrDefault(name, new Watched(now, null));
          boolean isIdle = isIdle(key, known.since, now) && !isIdle(live.get(0), null, now);
          boolean isNews = isIdle && !today.equals(known.told);
          if (isNews) {
            notices.add(new Notice(now, Notice.Kind.KEY_ENDING, text(issuer, key)));
          }
          next.put(name, isNews ? new Watched(known.since, today) : known);
        }
      }
    }
    watched = next;
    return notices;
  }

  private static boolean isIdle(SharedKey key, @Nullable Instant since, Instant now) {
    Instant day = now.minus(IDLE);
    boolean isWatchedForLong = since == null || !since.isAfter(day);
    return isWatchedForLong && (key.lastUsed() == null || !key.lastUsed().isAfter(day));
  }

  private static String text(Issuer issuer, SharedKey key) {
    return "key '%s' of issuer '%s' has no until, and no token came under it for %s days; end or remove it"
        .formatted(key.name(), issuer.name(), IDLE.toDays());
  }
}
