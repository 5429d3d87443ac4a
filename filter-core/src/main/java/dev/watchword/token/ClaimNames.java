package dev.watchword.token;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which claims say who the caller is and what they may do. Each is a claim name or a dotted path
 * into nested objects, without white space around it.
 *
 * @param name the caller's name, {@code sub} by default; several separated by commas: the first
 *     that is there
 * @param roles an array of strings, or one string of words; what separates these where it is no
 *     space follows, as in {@code roles split ,}
 * @param scope the same for scopes (RFC 8693 section 4.2)
 * @param numericName whether a whole number may stand for a name, and is its decimal text
 */
public record ClaimNames(String name, String roles, String scope, boolean numericName) {
  public static final ClaimNames DEFAULT = new ClaimNames("sub", "roles", "scope");

  private static final String SPLIT = " split ";

  /**
   * Claims.
   *
   * @throws InvalidIssuerException where no claim names the caller, or words are not separated by
   *     one character
   */
  public ClaimNames {
    name = String.join(",", words(name));
    roles = words("roles", roles);
    scope = words("scopes", scope);
    if (name.isEmpty()) {
      throw new InvalidIssuerException("the claim of the name", "is not set");
    }
  }

  /** Claims of which a name is always a string. */
  public ClaimNames(String name, String roles, String scope) {
    this(name, roles, scope, false);
  }

  /**
   * Whether who sets this claim confers roles or scopes: it is one of those claims, or an object in
   * which one is looked for.
   */
  public boolean confersRights(String claim) {
    return Stream.of(rolesPath(), scopePath())
        .anyMatch(path -> path.equals(claim) || path.startsWith(claim + "."));
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static String words(String what, String claim) {
    String stripped = claim.strip();
    String probe = stripped + " "; // 'split' alone is no path either
    if (stripped.isEmpty() || pathOf(probe).isEmpty() || separatorOf(probe).length() != 1) {
      throw new InvalidIssuerException(
          "the claim of the " + what, "is not a path, or a path and 'split' and one character");
    }
    return stripped;
  }

  /** Where the caller's name may stand, in order. */
  public List<String> nameClaims() {
    return name.indexOf(',') < 0 ? List.of(name) : List.of(name.split(","));
  }

  /** Where the caller's roles stand. */
  public String rolesPath() {
    return pathOf(roles);
  }

  /** Where the caller's scopes stand. */
  public String scopePath() {
    return pathOf(scope);
  }

  /** Scopes as one text of words, in their order. */
  public String join(Collection<String> scopes) {
    return String.join(separatorOf(scope), new TreeSet<>(scopes));
  }

  static String pathOf(String words) {
    int split = words.indexOf(SPLIT);
    return split < 0 ? words : words.substring(0, split).strip();
  }

  /** What separates words in one text. */
  static String separatorOf(String words) {
    int split = words.indexOf(SPLIT);
    return split < 0 ? " " : words.substring(split + SPLIT.length()).strip();
  }
}
