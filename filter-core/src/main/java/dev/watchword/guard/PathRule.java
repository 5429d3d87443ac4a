package dev.watchword.guard;

import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.TokenExtractor;
import dev.watchword.stream.AtExpiry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One line of the path rules.
 *
 * @param name the operator's word for it
 * @param methods the methods it is for; empty for all
 * @param sources where its token may stand; at least one
 * @param limit how often it may be used; null for any number of times
 * @param once whether a token is let in here for one request alone, of all to rules that say so
 * @param hidden what the application does not see of a request with a token
 * @param binding what its tokens are bound to
 * @param stream what becomes of its streams when their token expires; null for the usual
 * @param from until then what this rule denies passes without a caller; null: it is refused
 */
public record PathRule(
    String name,
    Set<String> methods,
    PathPattern pattern,
    Access access,
    Requirements requirements,
    List<TokenExtractor> sources,
    @Nullable LimitPolicy limit,
    boolean once,
    HiddenPlaces hidden,
    RequestBinding binding,
    @Nullable AtExpiry stream,
    @Nullable Instant from) {
  /** An open rule without methods is open for these alone; any other method needs a token. */
  private static final Set<String> KNOWN_METHODS =
      Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

  /** A rule without a limit. */
  public PathRule(
      String name,
      Set<String> methods,
      PathPattern pattern,
      Access access,
      Requirements requirements,
      List<TokenExtractor> sources) {
    this(name, methods, pattern, access, requirements, sources, null);
  }

  /** A rule under which a token may be shown many times. */
  public PathRule(
      String name,
      Set<String> methods,
      PathPattern pattern,
      Access access,
      Requirements requirements,
      List<TokenExtractor> sources,
      @Nullable LimitPolicy limit) {
    this(name, methods, pattern, access, requirements, sources, limit, false);
  }

  /** A rule of whose requests the application sees everything. */
  public PathRule(
      String name,
      Set<String> methods,
      PathPattern pattern,
      Access access,
      Requirements requirements,
      List<TokenExtractor> sources,
      @Nullable LimitPolicy limit,
      boolean once) {
    this(
        name,
        methods,
        pattern,
        access,
        requirements,
        sources,
        limit,
        once,
        HiddenPlaces.NONE,
        RequestBinding.NONE,
        null,
        null);
  }

  public PathRule {
    methods = Set.copyOf(methods);
    sources = List.copyOf(sources);
  }

  boolean matches(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    boolean forMethod =
        methods.isEmpty()
            ? !access.isOpen() || KNOWN_METHODS.contains(asked)
            : methods.contains(asked);
    return forMethod && (pattern.matches(path) || (!access.isOpen() && matchesWithSlash(path)));
  }

  /** To most frameworks {@code /admin/} is {@code /admin}; a rule that closes one closes both. */
  private boolean matchesWithSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return pattern.matches(path.substring(0, end));
  }

  /** Whether it asks a request for the same, by whatever name and path. */
  boolean asksLike(PathRule other) {
    return access == other.access
        && requirements.equals(other.requirements)
        && sources.equals(other.sources)
        && Objects.equals(limit, other.limit)
        && once == other.once
        && hidden.equals(other.hidden)
        && binding.equals(other.binding)
        && stream == other.stream
        && Objects.equals(from, other.from);
  }

  PathRule enforcedFrom(Instant date) {
    return new PathRule(
        name,
        methods,
        pattern,
        access,
        requirements,
        sources,
        limit,
        once,
        hidden,
        binding,
        stream,
        date);
  }

  /** Whether what it denies is not refused yet. */
  public boolean isDryRun(Instant now) {
    return from != null && now.isBefore(from);
  }

  /** Whether nothing is left for a later rule once this one has had its turn. */
  boolean covers(PathRule later) {
    boolean allMethods =
        methods.isEmpty()
            ? !access.isOpen() || KNOWN_METHODS.containsAll(later.methods)
            : !later.methods.isEmpty() && methods.containsAll(later.methods);
    return allMethods && pattern.covers(later.pattern);
  }

  /** The rule as a sentence for the start-up summary. */
  public String describe() {
    String which = methods.isEmpty() ? "" : String.join(",", new TreeSet<>(methods)) + " ";
    return which
        + pattern.text()
        + " "
        + access.meaning()
        + requirements.describe()
        + (once ? ", each token once" : "")
        + binding.describe()
        + (stream == null ? "" : ", streams " + stream.configName())
        + (hidden.isNone() ? "" : ", hidden from the application")
        + (limit == null ? "" : ", " + limit.describe())
        + (from == null ? "" : ", enforced from " + from);
  }
}
