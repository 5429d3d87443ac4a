package dev.watchword.token;

import org.jspecify.annotations.Nullable;

/**
 * Finds issuers that no setting names, such as tenants in a database. Asked behind a cache, with
 * what a request picks its issuer by; never with anything else of a token.
 *
 * <p>It is asked on threads of its own, not on that of a request: on at most 16 at once for
 * selectors that were found within a day, and 16 for others. Nothing that hangs on the thread of a
 * request is there: no transaction, no request scope, no naming context of a component. A request
 * waits for its answer for five seconds, and then gets 503. A call that hangs keeps its thread: a
 * source does well to end its own calls, for instance by a time-out of its database driver.
 */
@FunctionalInterface
public interface IssuerSource {
  /**
   * The issuer for a selector; null where there is none.
   *
   * <p>Its name, secrets and keys must be as good as those in settings. If they are not, the
   * request gets 503. Its {@code grants} are the roles and scopes that it may confer; null means
   * none.
   *
   * <p>No two tenants may share a name or a secret. An issuer is compared with those of the
   * settings, and with those that were found in the last two minutes, for at most 10,000 selectors.
   * So keep both unique at the source too. Several selectors may find one issuer: the same name,
   * with a secret in common.
   *
   * <p>An answer is used for a minute. A token that was verified with it may be accepted for one
   * more minute. If two answers contradict each other, the source is asked again for the earlier
   * one, and the new answer counts. So a replaced secret or a renamed tenant takes effect at once.
   *
   * @throws RuntimeException where it cannot answer: the request then gets 503. The same holds for
   *     everything else that is thrown
   */
  @Nullable Issuer find(String selector);
}
