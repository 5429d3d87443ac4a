package dev.watchword.event;

/**
 * Hears of decisions, after each was made and before the application runs. Two are not told: the
 * answer to a preflight, and one that repeats what was decided about the same request before, as
 * after a forward. Called by many threads at once, on the request's own thread. What it throws is
 * logged once and cannot break a request.
 */
@FunctionalInterface
public interface GuardListener {
  void decided(GuardEvent event);

  /** Hears of things that are not about one request; on a thread of Watchword's own. */
  default void noticed(Notice notice) {}
}
