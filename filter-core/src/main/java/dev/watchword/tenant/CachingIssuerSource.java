package dev.watchword.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.SharedKey;
import dev.watchword.token.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A key source that is not asked for the same thing all the time, nor by two at once. Who exists
 * and who does not are remembered apart, so that invented selectors push out no tenant; and only so
 * many questions are open at once, so that a flood of them does not become a flood at the source.
 * Those who were found before ask through a door of their own, which strangers cannot crowd. An
 * issuer that the settings would refuse is never given on.
 */
public final class CachingIssuerSource implements IssuerSource {
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_OPEN = 16;

  /**
   * As many as one change at a source may touch, and so few that no answer costs many questions.
   */
  private static final int MOST_ASKED_AGAIN = 4;

  private static final Duration FOUND_FOR = Duration.ofMinutes(1);
  private static final Duration ABSENT_FOR = Duration.ofSeconds(10);
  private static final Duration FAMILIAR_FOR = Duration.ofDays(1);

  /** As long as an issuer is remembered, and then a token of it. */
  private static final Duration IN_USE_FOR = Duration.ofMinutes(2);

  private final IssuerSource source;
  private final Cache<String, Boolean> absent;
  private final Cache<String, Boolean> familiar;
  private final TenantsInUse inUse;
  private final Map<String, CompletableFuture<@Nullable Issuer>> open = new ConcurrentHashMap<>();
  private final Semaphore doorForStrangers = new Semaphore(MOST_OPEN);
  private final Semaphore doorForFamiliar = new Semaphore(MOST_OPEN);

  public CachingIssuerSource(IssuerSource source, LongSupplier nanos) {
    this.source = source;
    this.absent = cache(ABSENT_FOR, nanos).build();
    this.familiar = cache(FAMILIAR_FOR, nanos).build();
    this.inUse =
        new TenantsInUse(cache(FOUND_FOR, nanos).build(), cache(IN_USE_FOR, nanos).build());
  }

  private static Caffeine<Object, Object> cache(Duration life, LongSupplier nanos) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_REMEMBERED)
        .expireAfterWrite(life)
        .ticker(nanos::getAsLong)
        .executor(Runnable::run);
  }

  @Override
  public @Nullable Issuer find(String selector) {
    if (!UserId.isGood(selector)) { // a stranger wrote it, and it may end in a log or a query
      return null;
    }
    Issuer known = inUse.find(selector);
    if (known != null || absent.getIfPresent(selector) != null) {
      return known;
    }
    CompletableFuture<@Nullable Issuer> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Issuer> others = open.putIfAbsent(selector, mine);
    return others == null ? asked(selector, mine) : awaited(others);
  }

  private static @Nullable Issuer awaited(CompletableFuture<@Nullable Issuer> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      Throwable why = failed.getCause();
      throw IssuerSourceException.of(why == null ? failed : why);
    }
  }

  private @Nullable Issuer asked(String selector, CompletableFuture<@Nullable Issuer> answer) {
    try {
      Issuer known = inUse.find(selector); // another may have asked a moment ago
      boolean isAnswered = known != null || absent.getIfPresent(selector) != null;
      Issuer issuer = isAnswered ? known : find(selector, familiar.getIfPresent(selector) != null);
      answer.complete(issuer);
      return issuer;
    } catch (Throwable whatever) { // the source is not our code
      if (whatever instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      IssuerSourceException failure = IssuerSourceException.of(whatever);
      answer.completeExceptionally(failure);
      throw failure;
    } finally {
      open.remove(selector);
    }
  }

  private @Nullable Issuer find(String selector, boolean isFamiliar) {
    Semaphore door = isFamiliar ? doorForFamiliar : doorForStrangers;
    if (!door.tryAcquire()) {
      throw new IssuerSourceException("too many questions to the key source are open");
    }
    try {
      Issuer given = source.find(selector);
      Issuer issuer = given == null ? null : judged(given);
      if (issuer == null) {
        absent.put(selector, true);
        familiar.invalidate(selector);
      } else {
        remember(selector, issuer);
        familiar.put(selector, true);
      }
      return issuer;
    } finally {
      door.release();
    }
  }

  private static Issuer judged(Issuer issuer) {
    for (SharedKey key : issuer.keys()) {
      if (PublishedSecrets.contains(key)) {
        throw IssuerSourceException.about(
            issuer, "has the key '" + key.name() + "', whose secret has been published on the web");
      }
    }
    return issuer.grants() == null ? issuer.granting(Set.of()) : issuer;
  }

  /**
   * What was found earlier may be out of date: an issuer that is in the way is asked for again, and
   * only what the source says of it now counts.
   */
  private void remember(String selector, Issuer issuer) {
    String other = inUse.add(selector, issuer);
    for (int asked = 0; other != null && asked < MOST_ASKED_AGAIN; asked++) {
      Issuer now = source.find(other);
      String clash = now == null ? null : TenantsInUse.clash(issuer, now);
      if (clash != null) {
        throw IssuerSourceException.about(issuer, clash);
      }
      inUse.forget(other);
      other = inUse.add(selector, issuer);
    }
    if (other != null) {
      throw IssuerSourceException.about(issuer, "has the name or a secret of several others");
    }
  }
}
