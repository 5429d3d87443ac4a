package dev.watchword.guard;

import dev.watchword.http.Cors;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.Store;
import dev.watchword.settings.NeededValues;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what an operator decides about requests. It is read once, at start. */
public final class GuardSettings {
  private final Section section;
  private final Store store;
  private final TokenExtractors extractors;

  /**
   * Settings.
   *
   * @param section everything, with the profile of a lone issuer
   */
  public GuardSettings(Section section, Store store, TokenExtractors extractors) {
    this.section = section;
    this.store = store;
    this.extractors = extractors;
  }

  /**
   * The policy; null where a mistake was noted.
   *
   * @param issuers whether an issuer of that name exists
   */
  public @Nullable GuardPolicy read(Predicate<String> issuers) {
    List<TokenExtractor> sources = sources();
    LimitSettings limits = LimitSettings.read(section);
    PathRules rules =
        new PathRules(rules(new PathRuleParser(sources, extractors, issuers, limits)), sources);
    limits.checkNamed();
    rules.unreachable().forEach(section.settings()::mistake);
    boolean fullAnswers = section.oneOf(Property.ANSWERS, "coarse", "full").equals("full");
    Cors origins = cors(usesCookies(rules));
    Limits counting = limits.limits(store);
    Cors cors = origins.exposing(counting.moreHeaders());
    return section.read(
        Property.REALM,
        realm ->
            new GuardPolicy(
                rules,
                cors,
                realm,
                fullAnswers,
                counting,
                new TokenMemory(store),
                issuerResolver(),
                enforcement(),
                section.oneOf(Property.JAXRS_UNANNOTATED, "allow", "deny").equals("deny")));
  }

  private static boolean usesCookies(PathRules rules) {
    return rules.all().stream()
        .flatMap(rule -> rule.sources().stream())
        .anyMatch(TokenExtractor::isAmbient);
  }

  private IssuerResolver issuerResolver() {
    IssuerResolver resolver = section.read(Property.CHOOSE, IssuerResolver::of);
    return resolver == null ? IssuerResolver.KID : resolver;
  }

  private Enforcement enforcement() {
    boolean insecure = section.oneOf(Property.INSECURE, "true", "false").equals("true");
    String profile = section.settings().text("mp.config.profile");
    if (insecure && !"dev".equals(profile) && !"test".equals(profile)) {
      section.mistake(
          Property.INSECURE,
          "works only for local testing, where mp.config.profile is dev or test");
    }
    return new Enforcement(section.date(Property.ENFORCE_FROM), insecure);
  }

  private List<TokenExtractor> sources() {
    List<TokenExtractor> sources =
        section.read(Property.SOURCE, words -> PathRuleParser.sources(words, extractors));
    if (sources == null) {
      return List.of(TokenExtractors.BEARER);
    }
    if (sources.stream().anyMatch(TokenExtractor::isInBody)) {
      section.mistake(
          Property.SOURCE, "looks into bodies: allow it in single rules (source form:NAME)");
    }
    if (sources.stream().anyMatch(TokenExtractor::isInUrl)) {
      section.mistake(
          Property.SOURCE,
          "has a query parameter: others see it, so allow it in single rules (source query:NAME)");
    }
    return sources;
  }

  private List<PathRule> rules(PathRuleParser parser) {
    List<PathRule> rules = new ArrayList<>();
    List<String> names = section.names(Property.RULES);
    for (String name : names) {
      Section own = section.named(name);
      if (own.given(Property.RULE) == null) {
        own.settings()
            .mistake(
                own.name(Property.RULE) + " is not set, but watchword.rules lists '" + name + "'");
        continue;
      }
      PathRule rule = own.read(Property.RULE, line -> parser.read(name, line));
      if (rule != null) {
        rules.add(rule);
      }
    }
    checkListed(names);
    for (String path : section.list(Property.PUBLIC)) {
      PathRule rule = section.read(Property.PUBLIC, path, parser::publicPath);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private void checkListed(List<String> names) {
    for (String name : section.namesUnder("rule")) {
      if (!names.contains(name)) {
        section
            .named(name)
            .mistake(
                Property.RULE,
                "is of no use: watchword.rules does not list '"
                    + name
                    + "' (where it stands twice, the last one counts)");
      }
    }
  }

  private Cors cors(boolean credentials) {
    Set<String> origins = section.origins(Property.CORS_ORIGINS);
    List<String> headers = section.list(Property.CORS_HEADERS);
    Set<String> allowed = new HashSet<>();
    for (String header : headers) {
      if (!header.matches("[A-Za-z0-9-]+") || !allowed.add(header)) {
        section.mistake(
            Property.CORS_HEADERS,
            "has '" + header + "', which is no header name, or stands twice");
      }
    }
    NeededValues.check(section, Property.CORS_HEADERS, !origins.isEmpty(), Property.CORS_ORIGINS);
    return origins.isEmpty() ? Cors.OFF : new Cors(origins, headers, credentials);
  }
}
