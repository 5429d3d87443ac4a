package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Finds issuers that no setting names, such as tenants in a database. Asked by many threads at
 * once, behind a cache, with what a request picks its issuer by; never with anything else of a
 * token.
 */
@FunctionalInterface
public interface KeySource {
  /**
   * The issuer for a selector; null where there is none.
   *
   * @throws RuntimeException where it cannot answer: the request then gets 503, and is not admitted
   */
  @Nullable Issuer find(String selector);
}
