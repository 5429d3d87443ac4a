package dev.watchword.token;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What narrows the issuers that may have signed a token, before the token is looked at.
 *
 * @param picked the selector that the request itself carries, such as a workspace; null where
 *     requests carry none
 * @param named the issuers that the path rule names; empty where it names none
 */
public record Selection(@Nullable String picked, Set<String> named) {
  /** Nothing narrows. */
  public static final Selection ANY = new Selection(null, Set.of());

  public Selection {
    named = Set.copyOf(named);
  }
}
