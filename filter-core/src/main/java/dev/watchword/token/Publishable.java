package dev.watchword.token;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tokens that stand in web pages, where anyone can read them. They name an account and prove
 * nothing: not who shows them, and not which user that is. Never read as a JWT.
 *
 * @param tokens each is {@link #PREFIX} and 16 to 200 letters, digits, {@code _} or {@code -}
 * @param origins of the pages that may show them, such as {@code https://app.example} or {@code
 *     https://*.app.example}, in the form of {@link WebOrigin}; none only where there are no tokens
 *     either
 */
public record Publishable(Set<String> tokens, Set<String> origins) {
  /** What tells them from every other kind of token. */
  public static final String PREFIX = "wpk_";

  private static final Pattern TOKEN = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{16,200}");

  public static final Publishable NONE = new Publishable(Set.of(), Set.of());

  public Publishable {
    tokens = Set.copyOf(tokens);
    origins = Set.copyOf(origins);
    if (!tokens.stream().allMatch(Publishable::isToken)) {
      throw new InvalidIssuerException(
          "a publishable token", "is not wpk_ and at least 16 letters, digits, _ or -");
    }
    if (!origins.stream().allMatch(origin -> origin.equals(WebOrigin.canonical(origin)))) {
      throw new InvalidIssuerException(
          "an origin of publishable tokens", "is not such as https://app.example");
    }
    if (tokens.isEmpty() != origins.isEmpty()) {
      throw new InvalidIssuerException(
          "publishable tokens", "belong together with the origins of pages that may show them");
    }
  }

  /** Whether a text has the form of such a token. */
  public static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Whether a request with these {@code Origin} fields may show them: none, or a listed one. */
  public boolean allows(List<String> shown) {
    return shown.isEmpty() || (shown.size() == 1 && WebOrigin.isListed(origins, shown.get(0)));
  }
}
