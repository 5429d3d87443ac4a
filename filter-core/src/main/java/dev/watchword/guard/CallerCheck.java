package dev.watchword.guard;

import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;

/**
 * A check of the application's own, asked after all others. Called by many threads at once; if it
 * throws, the request is refused.
 */
@FunctionalInterface
public interface CallerCheck {
  /** Whether this caller may make this request; {@code false} is answered by 403. */
  boolean allows(Caller caller, RequestFacts facts);
}
