package dev.watchword.stream;

import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.token.Caller;
import dev.watchword.token.NewerToken;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open stream, and the token that it lives by. Safe for use by several threads at once. */
public final class TokenStream {
  /** With one more that is refused the stream ends. */
  private static final int MOST_REFUSED = 5;

  /** How often keys and rules are asked about the token. */
  private static final Duration JUDGED_EVERY = Duration.ofSeconds(10);

  private final String id;
  private final StreamRules rules;
  private final Consumer<TokenStream> whenEnded;
  private final StreamConnection connection;
  private final Outbox outbox;
  private final Instant oldest;
  private final String countedAs;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile StreamCredential credential;
  private volatile boolean ended;

  // Guarded by this; whenEnded is not called with it locked.
  private @Nullable TokenTimes times;
  private Instant judgedAt;
  private boolean warned;

  /** A stream that begins now; {@code whenEnded} hears of its end once. */
  TokenStream(
      String id,
      StreamRules rules,
      Consumer<TokenStream> whenEnded,
      StreamCredential credential,
      StreamConnection connection) {
    Instant now = rules.now();
    this.id = id;
    this.rules = rules;
    this.whenEnded = whenEnded;
    this.connection = connection;
    this.outbox = new Outbox(rules.threads());
    this.credential = credential;
    this.countedAs = credential.countedAs();
    this.oldest = now.plus(rules.policy().longest());
    this.times = TokenTimes.of(credential.caller(), now);
    this.judgedAt = now;
  }

  /** By which a client names it; random, and known to the client alone. */
  public String id() {
    return id;
  }

  /** Who speaks on it: by the newest token that was accepted. Null on an open path. */
  public @Nullable Caller caller() {
    return credential.caller();
  }

  public boolean isOpen() {
    try {
      return !ended && connection.isOpen();
    } catch (RuntimeException | LinkageError broken) {
      return false;
    }
  }

  /** Ends it; nothing happens where it has ended. */
  public void close() {
    end(StreamEnd.DONE);
  }

  /**
   * Deals with a message that brings a newer token, {@code {"type":"update_token","token":"..."}}:
   * the client is told what became of it.
   *
   * @return whether it was one; if not, it is the application's
   */
  public boolean receive(String text) {
    String token = StreamMessage.tokenOf(text, rules.longestToken());
    if (token != null) {
      say(rules.takesUpdates() ? credential.renew(token) : new Renewal.Refused("updates_refused"));
    }
    return token != null;
  }

  private void say(Renewal renewal) {
    if (renewal instanceof Renewal.Renewed renewed && replace(renewed.credential())) {
      return;
    }
    String code = renewal instanceof Renewal.Refused no ? no.code() : "token_invalid";
    if (refused.incrementAndGet() > MOST_REFUSED) {
      end(StreamEnd.UPDATES_REFUSED);
    } else {
      tell(StreamMessage.refused(code));
    }
  }

  /**
   * Puts a newer token in the place of the one before.
   *
   * @return false where it is not of the same caller, does not expire later, or the stream has
   *     ended or takes no updates: then nothing has changed
   */
  public synchronized boolean replace(StreamCredential newer) {
    Instant now = rules.now();
    TokenTimes later = TokenTimes.of(newer.caller(), now);
    boolean fits = NewerToken.fault(credential.caller(), newer.caller()) == null;
    if (ended || !rules.takesUpdates() || !fits || later == null) {
      return false;
    }
    credential = newer;
    times = later;
    warned = false;
    judgedAt = now;
    tell(StreamMessage.updated(later.expiresAt()));
    return true;
  }

  /** Does what is due. */
  void tick(Instant now) {
    StreamEnd end = due(now);
    if (end != null) {
      end(end);
    }
  }

  private synchronized @Nullable StreamEnd due(Instant now) {
    if (!isOpen()) {
      return StreamEnd.GOING_AWAY;
    }
    if (!now.isBefore(oldest)) {
      return StreamEnd.TOO_OLD;
    }
    boolean enforced = credential.isEnforced(now);
    if (times != null && enforced && rules.endsAtExpiry() && !now.isBefore(times.deadline())) {
      return StreamEnd.EXPIRED;
    }
    if (times != null && !warned && !now.isBefore(times.warnAt())) {
      warned = true;
      tell(StreamMessage.expiring(times.expiresAt()));
    }
    if (enforced && StreamRules.isDue(judgedAt, JUDGED_EVERY, now)) {
      judgedAt = now;
      StreamCredential judged = credential;
      outbox.add(() -> endUnlessGood(judged, now)); // an issuer source may take its time
    }
    return null;
  }

  private void endUnlessGood(StreamCredential judged, Instant now) {
    if (!judged.isGood(now) && judged == credential) {
      end(StreamEnd.INVALID);
    }
  }

  private void tell(StreamMessage message) {
    outbox.add(() -> connection.send(message));
  }

  /** Tells the client the id, which it needs where it updates the token by another request. */
  public synchronized void announce() {
    tell(StreamMessage.opened(id, times == null ? null : times.expiresAt()));
  }

  void end(StreamEnd end) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    whenEnded.accept(this);
    outbox.add(() -> connection.end(end));
  }

  boolean isRevocable(Instant now) {
    Caller caller = credential.caller();
    return caller != null && caller.use().revocable() && credential.isEnforced(now);
  }

  String countedAs() {
    return countedAs;
  }

  /** The caller alone: the id is the client's. */
  @Override
  public String toString() {
    return "TokenStream[" + caller() + "]";
  }
}
