package dev.watchword.tenant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.SharedKey;
import dev.watchword.token.UserId;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An issuer source that is not asked for the same thing all the time, nor by two at once. Who
 * exists and who does not are remembered apart, so that invented selectors push out no tenant. The
 * source is called on threads of its own, by two bulkheads: those who were found before have one
 * that unknown selectors cannot crowd. An issuer that the settings would refuse is never given on.
 */
public final class CachingIssuerSource implements IssuerSource, AutoCloseable {
  private static final int MOST_REMEMBERED = 10_000;

  /**
   * As many as one change at a source may touch, and so few that no answer costs many questions.
   */
  private static final int MOST_ASKED_AGAIN = 4;

  private static final Duration FOUND_FOR = Duration.ofMinutes(1);
  private static final Duration ABSENT_FOR = Duration.ofSeconds(10);
  private static final Duration FAMILIAR_FOR = Duration.ofDays(1);

  /** As long as an issuer is remembered, and then a token of it. */
  private static final Duration IN_USE_FOR = Duration.ofMinutes(2);

  /** For an answer of the source; clients and proxies in front wait longer than that. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private final IssuerSource source;
  private final Cache<String, Boolean> absent;
  private final Cache<String, Boolean> familiar;
  private final TenantsInUse inUse;
  private final Bulkhead forFamiliar;
  private final Bulkhead forUnknown;

  public CachingIssuerSource(IssuerSource source, LongSupplier nanos) {
    this(source, nanos, ANSWER_TIMEOUT);
  }

  /** For tests: {@code answerTimeout} is how long a request waits for the source. */
  CachingIssuerSource(IssuerSource source, LongSupplier nanos, Duration answerTimeout) {
    this.source = source;
    this.absent = cache(ABSENT_FOR, nanos).build();
    this.familiar = cache(FAMILIAR_FOR, nanos).build();
    this.inUse =
        new TenantsInUse(cache(FOUND_FOR, nanos).build(), cache(IN_USE_FOR, nanos).build());
    this.forFamiliar = new Bulkhead(this::asked, answerTimeout);
    this.forUnknown = new Bulkhead(this::asked, answerTimeout);
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
    if (!UserId.isGood(selector)) { // a client wrote it, and it may end in a log or a query
      return null;
    }
    Issuer known = inUse.find(selector);
    if (known != null || absent.getIfPresent(selector) != null) {
      return known;
    }
    boolean isFamiliar = familiar.getIfPresent(selector) != null;
    return (isFamiliar ? forFamiliar : forUnknown).find(selector);
  }

  private @Nullable Issuer asked(String selector) {
    Issuer known = inUse.find(selector); // another may have asked a moment ago
    if (known != null || absent.getIfPresent(selector) != null) {
      return known;
    }
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

  /** Ends the threads on which the source is asked; what is not remembered gets no answer then. */
  @Override
  public void close() {
    forFamiliar.close();
    forUnknown.close();
  }
}
