package dev.watchword.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.watchword.limit.DenyList;
import dev.watchword.limit.Revocation;
import dev.watchword.limit.Subject;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Revocations: a key for each subject. What was found, or was not, is known here for a while. */
final class RedisDenyList implements DenyList {
  private static final Script REPLACE = Script.of("replace.lua", ScriptOutputType.BOOLEAN);
  private static final int MOST_TRIES = 50;
  private static final int MOST_AT_HAND = 100_000;

  private final RedisLink link;
  private final Keys keys;
  private final Ticker ticker;
  private final Cache<Subject, Known> atHand;

  /** How many changes were made here; what was read before the last is not kept. */
  private long changes;

  RedisDenyList(RedisLink link, Keys keys, Duration staleness, Ticker ticker) {
    this.link = link;
    this.keys = keys;
    this.ticker = ticker;
    this.atHand =
        Caffeine.newBuilder()
            .maximumSize(MOST_AT_HAND)
            .expireAfter(
                Expiry.writing(
                    (Subject subject, Known known) ->
                        staleness.minusNanos(ticker.read() - known.asked())))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What Redis said of a subject.
   *
   * @param asked when the question was sent: what another node revoked later may be missing
   */
  private record Known(Optional<Revocation> revocation, long asked) {}

  @Override
  public void revoke(Subject subject, Revocation revocation, @Nullable Duration keep) {
    String key = keys.revoked(subject);
    String millis = keep == null ? "0" : Long.toString(Math.max(1, Millis.of(keep)));
    try {
      for (int i = 0; i < MOST_TRIES; i++) {
        byte[] found = link.ask(redis -> redis.get(key));
        String before = found == null ? "" : new String(found, StandardCharsets.UTF_8);
        String after =
            (before.isEmpty() ? revocation : Revocation.parse(before).and(revocation)).text();
        if (link.<Boolean>ask(
            redis -> REPLACE.run(redis, new String[] {key}, before, after, millis))) {
          return;
        }
      }
    } finally {
      changed(subject);
    }
    throw new IllegalStateException("others changed the same revocation too often");
  }

  @Override
  public void lift(Subject subject) {
    try {
      link.<Long>ask(redis -> redis.del(keys.revoked(subject)));
    } finally {
      changed(subject);
    }
  }

  @Override
  public Map<Subject, Revocation> find(Collection<Subject> subjects) {
    Map<Subject, Revocation> found = new LinkedHashMap<>();
    List<Subject> unknown = new ArrayList<>();
    for (Subject subject : subjects) {
      Known known = atHand.getIfPresent(subject);
      if (known == null) {
        unknown.add(subject);
      } else {
        known.revocation().ifPresent(revocation -> found.put(subject, revocation));
      }
    }
    if (!unknown.isEmpty()) {
      read(unknown)
          .forEach(
              (subject, answer) ->
                  answer.revocation().ifPresent(revocation -> found.put(subject, revocation)));
    }
    return found;
  }

  private Map<Subject, Known> read(List<Subject> subjects) {
    long before = changes();
    long now = ticker.read();
    String[] asked = subjects.stream().map(keys::revoked).toArray(String[]::new);
    List<KeyValue<String, byte[]>> values = link.ask(redis -> redis.mget(asked));
    Map<Subject, Known> answers = new LinkedHashMap<>();
    for (int i = 0; i < asked.length; i++) {
      Optional<Revocation> answer =
          values
              .get(i)
              .map(text -> Revocation.parse(new String(text, StandardCharsets.UTF_8)))
              .optional();
      answers.put(subjects.get(i), new Known(answer, now));
    }
    keep(answers, before);
    return answers;
  }

  private synchronized long changes() {
    return changes;
  }

  private synchronized void keep(Map<Subject, Known> answers, long before) {
    if (changes == before) {
      atHand.putAll(answers);
    }
  }

  /** Also where it failed: it may have been done. */
  private synchronized void changed(Subject subject) {
    changes++;
    atHand.invalidate(subject);
  }
}
