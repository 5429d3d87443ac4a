package dev.watchword.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What narrows the issuers that may have signed a token, before the token is looked at.
 *
 * @param picked the selector that the request itself carries, such as a workspace; null where
 *     requests carry none
 * @param named the issuers that the path rule names; empty where it names none
 * @param reserved whether issuers count too that are believed only where a rule names them
 */
public record IssuerFilter(@Nullable String picked, Set<String> named, boolean reserved) {
  /** Nothing narrows. */
  public static final IssuerFilter ANY = new IssuerFilter(null, Set.of());

  public IssuerFilter {
    named = Set.copyOf(named);
  }

  /** What narrows on a path. */
  public IssuerFilter(@Nullable String picked, Set<String> named) {
    this(picked, named, false);
  }

  /** The same, but this is picked. */
  IssuerFilter picking(String selector) {
    return new IssuerFilter(selector, named, reserved);
  }

  /** The same, where users of every issuer are expected. */
  public IssuerFilter ofEveryIssuer() {
    return new IssuerFilter(picked, named, true);
  }
}
