package dev.watchword.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.watchword.token.Issuer;
import dev.watchword.token.KeySource;
import java.time.Duration;
import java.util.Map;
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
 * Those who were found before ask through a door of their own, which strangers cannot crowd.
 */
final class RememberedKeySource implements KeySource {
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_OPEN = 16;
  private static final int LONGEST_SELECTOR = 256;
  private static final Duration FOUND_FOR = Duration.ofMinutes(1);
  private static final Duration ABSENT_FOR = Duration.ofSeconds(10);
  private static final Duration FAMILIAR_FOR = Duration.ofDays(1);

  private final KeySource source;
  private final Cache<String, Issuer> found;
  private final Cache<String, Boolean> absent;
  private final Cache<String, Boolean> familiar;
  private final Map<String, CompletableFuture<@Nullable Issuer>> open = new ConcurrentHashMap<>();
  private final Semaphore doorForStrangers = new Semaphore(MOST_OPEN);
  private final Semaphore doorForFamiliar = new Semaphore(MOST_OPEN);

  RememberedKeySource(KeySource source, LongSupplier nanos) {
    this.source = source;
    this.found = cache(FOUND_FOR, nanos).build();
    this.absent = cache(ABSENT_FOR, nanos).build();
    this.familiar = cache(FAMILIAR_FOR, nanos).build();
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
    if (selector.isEmpty() || selector.length() > LONGEST_SELECTOR) {
      return null;
    }
    Issuer known = found.getIfPresent(selector);
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
      throw new IllegalStateException("the question of another request failed", failed);
    }
  }

  private @Nullable Issuer asked(String selector, CompletableFuture<@Nullable Issuer> answer) {
    try {
      Issuer known = found.getIfPresent(selector); // another may have asked a moment ago
      boolean isAnswered = known != null || absent.getIfPresent(selector) != null;
      Issuer issuer = isAnswered ? known : find(selector, familiar.getIfPresent(selector) != null);
      answer.complete(issuer);
      return issuer;
    } finally {
      answer.completeExceptionally(new IllegalStateException("no answer")); // where there is none
      open.remove(selector);
    }
  }

  private @Nullable Issuer find(String selector, boolean isFamiliar) {
    Semaphore door = isFamiliar ? doorForFamiliar : doorForStrangers;
    if (!door.tryAcquire()) {
      throw new IllegalStateException("too many questions are open");
    }
    try {
      Issuer issuer = source.find(selector);
      if (issuer == null) {
        absent.put(selector, true);
        familiar.invalidate(selector);
      } else {
        found.put(selector, issuer);
        familiar.put(selector, true);
      }
      return issuer;
    } finally {
      door.release();
    }
  }
}
