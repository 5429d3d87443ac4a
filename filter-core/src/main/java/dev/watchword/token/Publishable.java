package dev.watchword.token;

import java.util.List;
import java.util.Set;

/**
 * Tokens that stand in pages for everybody to see. They name an account, and prove nothing: neither
 * who shows them nor which user that is. Never read as a JWT.
 *
 * @param tokens each begins with {@link #PREFIX}
 * @param origins of the pages that may show them
 */
public record Publishable(Set<String> tokens, Set<String> origins) {
  /** What tells them from every other kind of token. */
  public static final String PREFIX = "wpk_";

  public static final Publishable NONE = new Publishable(Set.of(), Set.of());

  public Publishable {
    tokens = Set.copyOf(tokens);
    origins = Set.copyOf(origins);
  }

  /** Whether a request with these {@code Origin} fields may show them: none, or a listed one. */
  public boolean allows(List<String> shown) {
    return shown.isEmpty() || (shown.size() == 1 && origins.contains(shown.get(0)));
  }
}
