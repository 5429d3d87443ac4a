package dev.watchword.stream;

import dev.watchword.stream.StreamCredential.Renewal;
import dev.watchword.token.Caller;
import dev.watchword.token.NewerToken;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An open stream, and the token that it lives by. Safe for use by several threads at once. */
public final class TokenStream {
  /** With one more that is refused the stream ends. */
  private static final int MOST_REFUSED = 5;

  private static final int CONFLICT = 409;
  private static final Renewal.Refused NONE_TAKEN =
      new Renewal.Refused("updates_refused", CONFLICT);
  private static final Renewal.Refused NOT_NEWER = new Renewal.Refused("token_invalid", CONFLICT);

  private final String id;
  private final StreamRules rules;
  private final Consumer<TokenStream> whenEnded;
  private final StreamConnection connection;
  private final Outbox outbox;
  private final String countedAs;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile StreamCredential credential;
  private volatile boolean ended;

  /** Guarded by this; whenEnded is not called with it locked. */
  private final StreamClock clock;

  /** A stream that begins now; {@code whenEnded} hears of its end once. */
  TokenStream(
      String id,
      StreamRules rules,
      Consumer<TokenStream> whenEnded,
      StreamCredential credential,
      StreamConnection connection) {
    this.id = id;
    this.rules = rules;
    this.whenEnded = whenEnded;
    this.connection = connection;
    this.outbox = new Outbox(rules.threads());
    this.credential = credential;
    this.countedAs = credential.countedAs();
    this.clock = new StreamClock(rules, credential.caller());
  }

  /** By which a client names it; random, and known to the client alone. */
  public String id() {
    return id;
  }

  /** Who speaks on it: by the newest token that was accepted. Null on an open path. */
  public @Nullable Caller caller() {
    return credential.caller();
  }

  /** What becomes of it when its token expires. */
  public AtExpiry atExpiry() {
    return rules.policy().atExpiry();
  }

  public boolean isOpen() {
    try {
      return !ended && connection.isOpen();
    } catch (Throwable broken) {
      return false;
    }
  }

  /** Ends it; nothing happens where it has ended. */
  public void close() {
    end(StreamEnd.DONE);
  }

  /** Tells the client the id, which it needs where it updates the token by another request. */
  public synchronized void announce() {
    tell(StreamMessage.opened(id, clock.expiresAt()));
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
      update(token);
    }
    return token != null;
  }

  /** Puts a newer token in the place of the one before. The client is told what became of it. */
  public Renewal update(String token) {
    Renewal renewal = rules.takesUpdates() ? credential.renew(token) : NONE_TAKEN;
    Renewal outcome =
        renewal instanceof Renewal.Renewed renewed && !replace(renewed.credential())
            ? NOT_NEWER
            : renewal;
    if (outcome instanceof Renewal.Refused no) {
      if (refused.incrementAndGet() > MOST_REFUSED) {
        end(StreamEnd.UPDATES_REFUSED);
      } else {
        tell(StreamMessage.refused(no.code()));
      }
    }
    return outcome;
  }

  /** Judged once more: another update may have come before. */
  private synchronized boolean replace(StreamCredential newer) {
    if (ended || NewerToken.fault(credential.caller(), newer.caller()) != null) {
      return false;
    }
    credential = newer;
    clock.restart(newer.caller());
    tell(StreamMessage.updated(clock.expiresAt()));
    return true;
  }

  /** Does what is due. */
  void tick() {
    StreamEnd end = due();
    if (end != null) {
      end(end);
    }
  }

  /** By the time of this very look: one from before it began would judge it by another age. */
  private synchronized @Nullable StreamEnd due() {
    if (!isOpen()) {
      return StreamEnd.GOING_AWAY;
    }
    Instant now = rules.now();
    StreamEnd end = clock.over(now, credential.isEnforced(now));
    if (end != null) {
      return end;
    }
    Instant expiresAt = clock.warning(now);
    if (expiresAt != null) {
      tell(StreamMessage.expiring(expiresAt));
    }
    if (clock.isDue(now)) {
      StreamCredential judged = credential;
      outbox.add(() -> lookAfter(judged, now)); // an issuer source may take its time
    }
    return null;
  }

  private void lookAfter(StreamCredential judged, Instant now) {
    if (judged.isEnforced(now) && !judged.isGood(now) && judged == credential) {
      end(StreamEnd.INVALID);
    } else {
      connection.beat();
    }
  }

  private void tell(StreamMessage message) {
    outbox.add(() -> connection.send(message));
  }

  void end(StreamEnd end) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
    }
    try {
      outbox.add(() -> connection.end(end));
    } catch (Throwable noThread) {
      ended = false; // the next tick tries again
      throw noThread;
    }
    whenEnded.accept(this);
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
