package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Finds issuers that no setting names, such as tenants in a database. Asked by many threads at
 * once, behind a cache, with what a request picks its issuer by; never with anything else of a
 * token.
 */
@FunctionalInterface
public interface IssuerSource {
  /**
   * The issuer for a selector; null where there is none. It is judged as one of the settings is:
   * its secrets, its keys, its name, which no other tenant may have. Where it may confer roles and
   * scopes, its {@code grants} say so; null means none. One that is refused counts as no answer.
   *
   * @throws RuntimeException where it cannot answer: the request then gets 503, and is not
   *     admitted. The same holds for whatever else is thrown
   */
  @Nullable Issuer find(String selector);
}
