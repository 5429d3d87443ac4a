package dev.watchword.stream;

import java.time.Duration;

/**
 * What an operator decides about streams.
 *
 * @param atExpiry when the token expires
 * @param longest the greatest age of a stream, whatever its token says
 * @param perCaller how many a caller may have open at once
 */
public record StreamPolicy(AtExpiry atExpiry, Duration longest, int perCaller) {
  public StreamPolicy {
    if (longest.isNegative() || longest.isZero()) {
      throw new IllegalArgumentException("the greatest age of a stream is more than nothing");
    }
    if (perCaller < 1) {
      throw new IllegalArgumentException("a caller may have 1 stream or more");
    }
  }

  /** The same but for what becomes of a stream when its token expires. */
  StreamPolicy with(AtExpiry other) {
    return new StreamPolicy(other, longest, perCaller);
  }
}
