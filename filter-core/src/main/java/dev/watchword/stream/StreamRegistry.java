package dev.watchword.stream;

import dev.watchword.token.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All open streams. Something calls {@link #tick} a few times a second, on one thread; what that
 * finds due is done on others, since a client may be slow to read. Safe for use by several threads
 * at once.
 */
public final class StreamRegistry {
  private static final int ID_BYTES = 16;

  /** How often revocations are looked up, for all streams together. */
  static final Duration REVOCATIONS_EVERY = Duration.ofSeconds(1);

  /** For so many streams in one question to the store. */
  private static final int ASKED_TOGETHER = 500;

  private final StreamRules rules;
  private final Revoked revoked;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, TokenStream> all = new ConcurrentHashMap<>();
  private final Map<String, Set<TokenStream>> counted = new ConcurrentHashMap<>();
  private Instant revocationsAsked = Instant.EPOCH;
  private volatile boolean closed;

  /** Those of some callers whose tokens were revoked by that instant. */
  @FunctionalInterface
  public interface Revoked {
    Set<Caller> among(Collection<Caller> callers, Instant now);
  }

  /**
   * A registry.
   *
   * @param longestToken the greatest length of a token
   * @param threads where connections are written to
   */
  public StreamRegistry(
      StreamPolicy policy,
      int longestToken,
      Revoked revoked,
      Executor threads,
      InstantSource clock) {
    this.rules = new StreamRules(policy, longestToken, threads, clock);
    this.revoked = revoked;
  }

  /**
   * Opens a stream; null where there are too many of the same caller, or none is watched over any
   * more.
   */
  public @Nullable TokenStream open(StreamCredential credential, StreamConnection connection) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    TokenStream stream =
        new TokenStream(text, rules.of(credential), this::remove, credential, connection);
    if (closed || !count(stream, credential)) {
      return null;
    }
    all.put(text, stream);
    if (closed) { // meanwhile, and so nothing would end it
      stream.end(StreamEnd.GOING_AWAY);
    }
    return stream;
  }

  private boolean count(TokenStream stream, StreamCredential credential) {
    Instant now = rules.now();
    boolean[] counts = {true};
    counted.compute(
        credential.countedAs(),
        (name, streams) -> {
          Set<TokenStream> some = streams == null ? ConcurrentHashMap.newKeySet(2) : streams;
          counts[0] = hasRoom(some) || !credential.isEnforced(now);
          if (counts[0]) {
            some.add(stream);
          }
          return some;
        });
    return counts[0];
  }

  /** Connections that have broken are found here before the next tick finds them. */
  private boolean hasRoom(Set<TokenStream> streams) {
    return streams.size() < rules.policy().perCaller()
        || streams.stream().filter(TokenStream::isOpen).count() < rules.policy().perCaller();
  }

  /** Whether one more of the same caller would be refused now. */
  public boolean isFull(StreamCredential credential) {
    Set<TokenStream> streams = counted.get(credential.countedAs());
    return streams != null && !hasRoom(streams) && credential.isEnforced(rules.now());
  }

  /** The open stream of that id; null for none. */
  public @Nullable TokenStream find(String id) {
    return all.get(id);
  }

  /** What was decided about all of them. */
  public StreamPolicy policy() {
    return rules.policy();
  }

  /** How many are open. */
  public int size() {
    return all.size();
  }

  /** Does what is due. Called by one thread. */
  public void tick() {
    all.values().forEach(stream -> unlessItFails(stream::tick));
    Instant now = rules.now();
    if (StreamRules.isDue(revocationsAsked, REVOCATIONS_EVERY, now)) {
      revocationsAsked = now;
      endRevoked(now);
    }
  }

  private void endRevoked(Instant now) {
    List<TokenStream> asked = new ArrayList<>();
    for (TokenStream stream : all.values()) {
      if (stream.isRevocable(now)) {
        asked.add(stream);
      }
      if (asked.size() == ASKED_TOGETHER) {
        endRevoked(asked, now);
        asked.clear();
      }
    }
    endRevoked(asked, now);
  }

  private void endRevoked(List<TokenStream> asked, Instant now) {
    List<Caller> callers = new ArrayList<>();
    for (TokenStream stream : asked) {
      Caller caller = stream.caller();
      if (caller != null) {
        callers.add(caller);
      }
    }
    Set<Caller> found = callers.isEmpty() ? Set.of() : revoked.among(callers, now);
    for (TokenStream stream : found.isEmpty() ? List.<TokenStream>of() : asked) {
      Caller caller = stream.caller();
      if (caller != null && found.contains(caller)) {
        unlessItFails(() -> stream.end(StreamEnd.REVOKED));
      }
    }
  }

  /** Ends all streams, and opens no more. */
  public void close() {
    closed = true;
    all.values().forEach(stream -> unlessItFails(() -> stream.end(StreamEnd.GOING_AWAY)));
  }

  /** What one stream throws must not keep the others from ending. */
  private static void unlessItFails(Runnable work) {
    try {
      work.run();
    } catch (Throwable noThread) {
      // It is open still, so the next tick tries again.
    }
  }

  private void remove(TokenStream stream) {
    all.remove(stream.id());
    counted.computeIfPresent(
        stream.countedAs(),
        (name, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }
}
