package dev.watchword.event;

/**
 * Hears of every decision, after it was made and before the application runs. Called by many
 * threads at once, on the request's own thread. Whatever it throws is swallowed and logged once: it
 * cannot break a request.
 */
@FunctionalInterface
public interface GuardListener {
  void decided(GuardEvent event);

  /** Hears of things that are not about one request; on a thread of Watchword's own. */
  default void noticed(Notice notice) {}
}
