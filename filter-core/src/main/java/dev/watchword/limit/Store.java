package dev.watchword.limit;

import java.util.Map;

/**
 * Where things are counted. Shared by all threads, and by all nodes if it is on a network; its
 * words are strings and numbers, so that any engine can be behind it.
 *
 * <p>A store that cannot answer throws a {@code RuntimeException}; the request is then answered
 * with 503. It never makes room by forgetting a bucket that is not full again: a flood of new keys
 * would set an offender free.
 */
public interface Store {
  /** Takes one permit from the bucket, if there is one. */
  Consumption consume(Bucket bucket, RateLimit limit);

  /**
   * The tables in which some have to share a bucket now because there is no place for one of their
   * own, with words for an operator that say who. Asked from time to time, never for a request.
   */
  default Map<Bucket.Table, String> full() {
    return Map.of();
  }
}
