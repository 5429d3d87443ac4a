package dev.watchword.limit;

/**
 * Where things are counted. Shared by all threads, and by all nodes if it is on a network; its
 * words are strings and numbers, so that any engine can be behind it.
 */
public interface Store {
  /**
   * Takes one permit, if there is one.
   *
   * @param bucket names whatever is counted together; anything a stranger can choose is bounded in
   *     length by the caller
   */
  Consumption consume(String bucket, RateLimit limit);
}
