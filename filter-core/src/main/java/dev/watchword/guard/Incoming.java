package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.http.RequestFacts;
import dev.watchword.limit.Bucket;
import java.time.Instant;
import java.util.List;
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

  /** The buckets that the request was charged to before. */
  List<Bucket> charged() {
    return earlier == null ? List.of() : earlier.charged();
  }

  /** The tokens that the request has used up before. */
  List<TokenUse> used() {
    return earlier == null ? List.of() : earlier.used();
  }

  boolean isUnreadable() {
    return facts.equals(RequestFacts.UNREADABLE);
  }
}
