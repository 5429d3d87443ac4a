package dev.watchword.guard;

import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.settings.Settings;
import dev.watchword.settings.TimeForms;
import dev.watchword.token.TokenKind;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads one path rule from its line of words: {@code [METHODS] PATTERN [ACCESS] [role R] [scope S]
 * [source S] [issuer I] [kind K] [limit L] [once] [from DATE]}. Complaints are {@code
 * IllegalArgumentException}s that show the form wanted.
 */
final class PathRuleParser {
  private static final String FORM =
      "a rule is [METHODS] PATTERN [token|optional|public|publishable|own|deny] [role R] [scope S] [source S]"
          + " [issuer I] [kind K] [limit L] [once] [from DATE], such as: GET,POST /admin/* role admin";
  private static final Set<String> OPTIONS =
      Set.of("role", "scope", "source", "issuer", "kind", "limit", "once", "from");

  private final List<TokenExtractor> defaultSources;
  private final TokenExtractors extractors;
  private final Predicate<String> issuers;
  private final LimitSettings limits;

  PathRuleParser(
      List<TokenExtractor> defaultSources,
      TokenExtractors extractors,
      Predicate<String> issuers,
      LimitSettings limits) {
    this.defaultSources = defaultSources;
    this.extractors = extractors;
    this.issuers = issuers;
    this.limits = limits;
  }

  PathRule publicPath(String path) {
    return new PathRule(
        "public",
        Set.of(),
        new PathPattern(path),
        Access.PUBLIC,
        Requirements.NOTHING,
        defaultSources,
        limits.ofPublicRule("public " + path),
        false,
        null);
  }

  PathRule read(String name, String line) {
    List<String> words = Settings.words(line, "\\s+");
    int at = 0;
    Set<String> methods = Set.of();
    if (!words.isEmpty() && !words.get(0).startsWith("/")) {
      methods = HttpMethods.read(words.get(0), FORM);
      at = 1;
    }
    if (at == words.size()) {
      throw new IllegalArgumentException("it has no path; " + FORM);
    }
    PathPattern pattern = new PathPattern(words.get(at++));
    Access access = Access.TOKEN;
    if (at < words.size() && !OPTIONS.contains(words.get(at))) {
      access = Settings.oneOf(Access.values(), Access::configName, words.get(at++));
    }
    Map<String, String> options = options(words.subList(at, words.size()));
    String from = options.remove("from");
    PathRule rule = rule(name, methods, pattern, access, options);
    return from == null ? rule : enforced(rule, from);
  }

  private PathRule rule(
      String name,
      Set<String> methods,
      PathPattern pattern,
      Access access,
      Map<String, String> options) {
    String limit = options.remove("limit");
    String source = options.get("source");
    List<TokenExtractor> sources = source == null ? defaultSources : sources(source, extractors);
    boolean inQuery = sources.stream().anyMatch(TokenExtractor::isInUrl);
    boolean once = options.containsKey("once");
    if (access == Access.PUBLISHABLE && once) {
      throw new IllegalArgumentException("a publishable token is there to be shown many times");
    }
    Requirements requirements = requirements(options, inQuery || access == Access.PUBLISHABLE);
    if (access == Access.PUBLISHABLE && requirements.asksForRights()) {
      throw new IllegalArgumentException("a publishable token has no role and no scope");
    }
    if (!options.isEmpty() && access.isOpen() && access != Access.OPTIONAL) {
      throw new IllegalArgumentException(
          "a path that is " + access.configName() + " demands nothing");
    }
    LimitPolicy policy =
        limit == null ? limits.usual(name, access) : limits.ofRule(name, limit, access);
    return new PathRule(name, methods, pattern, access, requirements, sources, policy, once, null);
  }

  /** The rule, which refuses nothing before a date. */
  private static PathRule enforced(PathRule rule, String from) {
    if (rule.limit() == null && rule.access() != Access.DENY && !rule.access().looksAtTokens()) {
      throw new IllegalArgumentException("it is open and has no limit, so from is of no use");
    }
    return rule.enforcedFrom(TimeForms.instant(from));
  }

  static List<TokenExtractor> sources(String words, TokenExtractors extractors) {
    List<String> each = Settings.words(words, ",");
    List<TokenExtractor> sources = each.stream().map(extractors::named).toList();
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("'" + words + "' names no place for the token");
    }
    if (each.stream().map(PathRuleParser::place).distinct().count() < sources.size()) {
      throw new IllegalArgumentException("'" + words + "' names the same place twice");
    }
    return sources;
  }

  /** Names of headers and schemes in any case are one place; bearer is there with and without. */
  private static String place(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (Set.of("bearer", "authorization", "scheme:bearer").contains(lower)) {
      return "header:authorization";
    }
    if (lower.equals("subprotocol")) {
      return "header:sec-websocket-protocol";
    }
    return word.startsWith("header:") || word.startsWith("scheme:") ? lower : word;
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new HashMap<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      boolean hasValue = !option.equals("once");
      if (!OPTIONS.contains(option) || (hasValue && !rest.hasNext())) {
        throw new IllegalArgumentException("'" + option + "' is not understood; " + FORM);
      }
      if (options.put(option, hasValue ? rest.next() : "") != null) {
        throw new IllegalArgumentException("'" + option + "' stands twice");
      }
    }
    return options;
  }

  /** What is meant for pages is accepted there, unless the rule says otherwise. */
  private Requirements requirements(Map<String, String> options, boolean forPages) {
    TokenKind usual = forPages ? TokenKind.WIDGET : TokenKind.SIGNED;
    Set<String> named = Set.copyOf(Settings.words(options.getOrDefault("issuer", ""), ","));
    for (String issuer : named) {
      if (!issuers.test(issuer)) {
        throw new IllegalArgumentException("there is no issuer '" + issuer + "'");
      }
    }
    String kind = options.get("kind");
    return new Requirements(
        kind == null ? usual : Settings.oneOf(TokenKind.values(), TokenKind::configName, kind),
        named,
        options.get("role"),
        options.get("scope"));
  }
}
