package dev.watchword.limit;

import java.time.Duration;

/** The tokens that are good for one request, and were used. */
public interface UsedTokens {
  /** What became of one attempt. */
  enum Use {
    /** It was not used before, and now it is. */
    FIRST,
    /** It was used before. */
    AGAIN,
    /** There is no place to remember it, so it must not be used. */
    FULL
  }

  /**
   * Uses a token. Of all who do so at once, on whatever node, exactly one is the first.
   *
   * @param token of the kind {@link Subject.Kind#TOKEN}
   * @param keep for how long it must be remembered, which is as long as it could be shown again
   * @param quota the most that one issuer's tokens may take up
   */
  Use use(Subject token, Duration keep, int quota);
}
