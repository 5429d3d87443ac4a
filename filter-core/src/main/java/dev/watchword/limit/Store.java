package dev.watchword.limit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is counted and remembered about requests. Shared by all threads, and by all nodes if it is
 * on a network; its words are strings, numbers and durations, so that any engine can be behind it.
 *
 * <p>A store that cannot answer throws a {@code RuntimeException}, and soon: a request waits for
 * it. {@code watchword.store.outage} says what happens then. It never makes room by forgetting a
 * bucket that is not full again, a token that was used, or a revocation: a flood of new keys would
 * set an offender free.
 */
public interface Store extends AutoCloseable {
  /** Takes one permit from the bucket, if there is one. */
  Consumption consume(Bucket bucket, RateLimit limit);

  /** What remembers tokens that are good for one request; null where the store cannot. */
  default @Nullable UsedTokens usedTokens() {
    return null;
  }

  /** What remembers revocations; null where the store cannot. */
  default @Nullable DenyList denyList() {
    return null;
  }

  /**
   * The tables in which some have to share a bucket now because there is no place for one of their
   * own, with words for an operator that say who. Asked from time to time, never for a request.
   */
  default Map<Bucket.Table, String> full() {
    return Map.of();
  }

  /** How many nodes share it, as far as this one knows; at least 1. */
  default int nodes() {
    return 1;
  }

  /**
   * Called once a second by one thread, never for a request: for what a store does by itself. That
   * it throws means that it cannot be reached; that it returns, that it can.
   */
  default void beat() {}

  /** Sentences about what an operator should mend or know, without secrets; mostly none. */
  default List<String> troubles() {
    return List.of();
  }

  /** What it is, in a few words for an operator, without secrets. */
  default String describe() {
    return getClass().getName();
  }

  /** Ends what it has begun. Never called where the application has made the store. */
  @Override
  default void close() {}
}
