package dev.watchword.event;

/**
 * A listener that also measures. Where a guard has none, it reads no clock for it. What is told
 * here is fit for labels of metrics: every word is of the operator's, or of a closed list.
 */
public interface GuardMeter extends GuardListener {

  /** What came of counting something for a limit. */
  enum Counted {
    /** There was room. */
    ALLOWED,
    /** The limit was used up. */
    EXCEEDED,
    /** The store failed. */
    UNAVAILABLE
  }

  /**
   * Hears how long the checks of a request took, each time it was judged. A request may be judged
   * several times, as where it is forwarded, and a preflight is, too; so there may be more of these
   * than decisions.
   *
   * @param nanos the time in nanoseconds, that for a store and for checks of the application's own
   *     included
   */
  default void judged(long nanos) {}

  /**
   * Hears that something was counted for a limit.
   *
   * @param limit the name of the limit in the settings; {@code failures} for that of bad tokens
   */
  default void counted(String limit, Counted counted) {}
}
