package dev.watchword.guard;

import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;

/**
 * A check of the application's own, asked after all others. Called by many threads at once; if it
 * throws, the request is refused.
 */
@FunctionalInterface
public interface CallerCheck {
  /** Whether this caller may make this request; what is refused is answered by 403. */
  CheckResult check(Caller caller, RequestFacts request);

  /**
   * Whether a visitor may, who showed a publishable token and about whom nothing is proved. A check
   * that does not say so refuses, so that no publishable token leads around it.
   */
  default CheckResult check(Visitor visitor, RequestFacts request) {
    return CheckResult.refuse("it judges callers alone, and this is a visitor");
  }
}
