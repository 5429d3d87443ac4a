package dev.watchword.jaxrs;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is sure of the paths that a {@code @Path} can match.
 *
 * @param literals segments that each of them has
 * @param least how many segments each of them has at least
 */
record PathTemplate(Set<String> literals, int least) {
  private static final PathTemplate UNKNOWN = new PathTemplate(Set.of(), 0);

  /** One segment. */
  private static final Pattern VARIABLE = Pattern.compile("\\{[^{}:]*}");

  /**
   * With an expression that may match anything; it may have braces itself, as in {@code \\d{2}}.
   */
  private static final Pattern EXPRESSION = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*})*}");

  /** Nothing that is encoded or quoted where a path is matched. */
  private static final Predicate<String> PLAIN = Pattern.compile("[\\w.~-]+").asMatchPredicate();

  static PathTemplate of(String template) {
    String withoutVariables = VARIABLE.matcher(template).replaceAll("<>");
    String text = EXPRESSION.matcher(withoutVariables).replaceAll("<*>");
    if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
      return UNKNOWN;
    }
    List<String> segments = Arrays.asList(text.split("/"));
    Set<String> literals = segments.stream().filter(PLAIN).collect(Collectors.toUnmodifiableSet());
    long least = segments.stream().filter(PLAIN.or("<>"::equals)).count();
    return new PathTemplate(literals, (int) least);
  }

  /** Whether it matches itself and nothing else, however it is encoded. */
  static boolean isLiteral(String template) {
    return Arrays.stream(template.split("/")).allMatch(PLAIN);
  }

  /** How many literal characters it has at most; runtimes try the template with most of them. */
  static int literalCharacters(String template) {
    String text = EXPRESSION.matcher(template).replaceAll("");
    return text.indexOf('{') >= 0 || text.indexOf('}') >= 0 ? Integer.MAX_VALUE : text.length();
  }

  /** Whether it can have matched some of these segments; true in doubt. */
  boolean mayBeAmong(List<String> segments) {
    return segments.size() >= least && segments.containsAll(literals);
  }
}
