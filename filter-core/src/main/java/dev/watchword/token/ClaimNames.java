package dev.watchword.token;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which claims say who the caller is and what they may do. Each is a claim name or a dotted path
 * into nested objects.
 *
 * @param name the caller's name, {@code sub} by default; several separated by commas: the first
 *     that is there
 * @param roles an array of strings, or one string of words
 * @param scope an array of strings, or one string of words (RFC 8693 section 4.2)
 * @param numericName whether a whole number may stand for a name, and is its decimal text
 */
public record ClaimNames(String name, String roles, String scope, boolean numericName) {
  /** Takes away the spaces around names and commas: a name with a space would never be found. */
  public ClaimNames {
    name =
        Stream.of(name.split(","))
            .map(String::strip)
            .filter(claim -> !claim.isEmpty())
            .collect(Collectors.joining(","));
    if (name.isEmpty()) {
      throw new InvalidIssuerException("the name claim", "is empty");
    }
  }

  public static final ClaimNames DEFAULT = new ClaimNames("sub", "roles", "scope");

  /** Claims of which a name is always a string. */
  public ClaimNames(String name, String roles, String scope) {
    this(name, roles, scope, false);
  }

  /**
   * Whether who sets this claim confers roles or scopes: it is one of those claims, or an object in
   * which one is looked for.
   */
  public boolean confersRights(String claim) {
    return Stream.of(roles, scope)
        .anyMatch(path -> path.equals(claim) || path.startsWith(claim + "."));
  }

  /** Where the caller's name may stand, in order. */
  public List<String> nameClaims() {
    return name.indexOf(',') < 0 ? List.of(name) : List.of(name.split(","));
  }
}
