package dev.watchword.token;

import java.util.List;

/**
 * Which claims say who the caller is and what they may do. Each is a claim name or a dotted path
 * into nested objects.
 *
 * @param name the caller's name, {@code sub} by default; several separated by commas: the first
 *     that is there
 * @param roles an array of strings, or one string of words
 * @param scope an array of strings, or one string of words (RFC 8693 section 4.2)
 */
public record ClaimNames(String name, String roles, String scope) {
  public static final ClaimNames DEFAULT = new ClaimNames("sub", "roles", "scope");

  /** Where the caller's name may stand, in order. */
  public List<String> nameClaims() {
    return name.indexOf(',') < 0 ? List.of(name) : List.of(name.split(","));
  }
}
