package dev.watchword.outgoing;

import java.net.URI;
import java.util.Optional;

/** Which token goes with a call. Safe for use by several threads at once. */
@FunctionalInterface
public interface OutgoingTokens {
  /**
   * The token for a call of that URI, without the word {@code Bearer}; empty where its origin is
   * not listed. A redirect is a call of its own: what follows it asks again.
   */
  Optional<String> tokenFor(URI target);
}
