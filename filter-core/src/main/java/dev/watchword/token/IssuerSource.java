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
   * The issuer for a selector; null where there is none. It is judged as one of the settings is:
   * its secrets, its keys, its name. Where it may confer roles and scopes, its {@code grants} say
   * so; null means none. One that is refused counts as no answer.
   *
   * <p>No other tenant may have its name or a secret of it. It is compared with the issuers of the
   * settings and with those that were found in the last two minutes, by 10,000 selectors at most:
   * not with a tenant that nobody asks for, and beyond that number not with all. Keep names and
   * secrets unique at the source as well. By several selectors one issuer may be found: of one
   * name, with a secret in common.
   *
   * <p>An answer counts for a minute, and a token that was verified by it for a minute more. Where
   * two answers cannot both be right, the source is asked again for the earlier one, and what it
   * says now counts: a secret that is replaced and a tenant that is renamed are believed at once.
   *
   * @throws RuntimeException where it cannot answer: the request then gets 503, and is not
   *     admitted. The same holds for whatever else is thrown
   */
  @Nullable Issuer find(String selector);
}
