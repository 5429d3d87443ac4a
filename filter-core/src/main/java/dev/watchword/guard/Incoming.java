package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.http.RequestFacts;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, at the moment at which it is judged.
 *
 * @param address the client's, as far as it is known; empty where it is not
 * @param earlier what this very guard decided about the request before; null for nothing yet
 */
record Incoming(RequestFacts facts, String address, Instant now, @Nullable Pass earlier) {

  /** Reads the request. Where its container throws, nothing is known of it but that. */
  static Incoming read(
      Supplier<RequestFacts> reading, Limits limits, Instant now, @Nullable Pass earlier) {
    try {
      RequestFacts facts = reading.get();
      return new Incoming(facts, limits.address(facts), now, earlier);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError unreadable) {
      return new Incoming(RequestFacts.UNREADABLE, "", now, earlier);
    }
  }

  /** The same request as it is sent on, within the guard, to what the next rule is for. */
  Incoming after(Granted granted) {
    return new Incoming(facts, address, now, new Pass(this, granted, granted.headers()));
  }

  boolean isUnreadable() {
    return facts.equals(RequestFacts.UNREADABLE);
  }
}
