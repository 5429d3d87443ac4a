package dev.watchword.guard;

import dev.watchword.http.HiddenPlaces;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.settings.Settings;
import dev.watchword.settings.TimeForms;
import dev.watchword.stream.AtExpiry;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads one path rule from its line of words: {@code [METHODS] PATTERN [ACCESS]} and then those of
 * {@link RuleWord}. Complaints are {@code IllegalArgumentException}s that show the form wanted.
 */
final class PathRuleParser {
  private static final String FORM =
      "a rule is [METHODS] PATTERN [token|optional|public|publishable|own|deny] "
          + RuleWord.FORM
          + ", such as: GET,POST /admin/* role admin";

  private final List<TokenExtractor> defaultSources;
  private final TokenExtractors extractors;
  private final RequirementsReader requirements;
  private final LimitSettings limits;

  PathRuleParser(
      List<TokenExtractor> defaultSources,
      TokenExtractors extractors,
      Predicate<String> issuers,
      LimitSettings limits) {
    this.defaultSources = defaultSources;
    this.extractors = extractors;
    this.requirements = new RequirementsReader(issuers);
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
        limits.ofPublicRule("public " + path));
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
    if (at < words.size() && RuleWord.of(words.get(at)) == null) {
      access = Settings.oneOf(Access.values(), Access::configName, words.get(at++));
    }
    RuleOptions options = RuleOptions.read(words.subList(at, words.size()), FORM);
    PathRule rule = rule(name, methods, pattern, access, options);
    String from = options.sole(RuleWord.FROM);
    return from == null ? rule : enforced(rule, from);
  }

  private PathRule rule(
      String name, Set<String> methods, PathPattern pattern, Access access, RuleOptions options) {
    String source = options.sole(RuleWord.SOURCE);
    List<TokenExtractor> sources = source == null ? defaultSources : sources(source, extractors);
    boolean inQuery = sources.stream().anyMatch(TokenExtractor::isInUrl);
    boolean once = options.has(RuleWord.ONCE);
    // What is meant for pages is accepted there, unless the rule says otherwise.
    boolean forPages = inQuery || access == Access.PUBLISHABLE;
    Requirements asked = requirements.read(options, forPages ? TokenKind.WIDGET : TokenKind.SIGNED);
    checkAccess(access, options, asked);
    HiddenPlaces hidden = options.has(RuleWord.HIDE) ? HiddenPlaces.of(sources) : HiddenPlaces.NONE;
    RequestBinding binding = RequestBinding.of(options);
    return new PathRule(
        name,
        methods,
        pattern,
        access,
        asked,
        sources,
        limit(name, access, options),
        once,
        hidden,
        binding,
        stream(options.sole(RuleWord.STREAM)),
        null);
  }

  private @Nullable LimitPolicy limit(String name, Access access, RuleOptions options) {
    List<RuleOptions.Values> limit = options.all(RuleWord.LIMIT);
    return limit.isEmpty()
        ? limits.usual(name, access)
        : limits.ofRule(name, limit.get(0).each(), access);
  }

  private static @Nullable AtExpiry stream(@Nullable String word) {
    return word == null ? null : Settings.oneOf(AtExpiry.values(), AtExpiry::configName, word);
  }

  /** The rule, which refuses nothing before a date. */
  private static PathRule enforced(PathRule rule, String from) {
    if (rule.limit() == null && rule.access() != Access.DENY && !rule.access().looksAtTokens()) {
      throw new IllegalArgumentException("it is open and has no limit, so from is of no use");
    }
    return rule.enforcedFrom(TimeForms.instant(from));
  }

  private static void checkAccess(Access access, RuleOptions options, Requirements asked) {
    boolean isPublishable = access == Access.PUBLISHABLE;
    if (isPublishable && options.has(RuleWord.ONCE)) {
      throw new IllegalArgumentException("a publishable token is there to be shown many times");
    }
    boolean isBound = options.has(RuleWord.BODYHASH) || options.has(RuleWord.QSH);
    if (isPublishable && (asked.asksOfCaller() || isBound)) {
      throw new IllegalArgumentException("a publishable token has no role, scope or claim");
    }
    if (!options.demandNothing() && access.isOpen() && access != Access.OPTIONAL) {
      throw new IllegalArgumentException(
          "a path that is " + access.configName() + " demands nothing");
    }
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
}
