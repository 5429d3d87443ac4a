package dev.watchword.guard;

import dev.watchword.http.Cors;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.Store;
import dev.watchword.settings.Profile;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what an operator decides about requests. It is read once, at start. */
public final class GuardSettings {
  private final Settings settings;
  private final Store store;
  private final TokenExtractors extractors;

  public GuardSettings(Settings settings, Store store, TokenExtractors extractors) {
    this.settings = settings;
    this.store = store;
    this.extractors = extractors;
  }

  /**
   * The policy; null where a mistake was noted.
   *
   * @param profile of the lone issuer; strict where there are several
   * @param issuers whether an issuer of that name exists
   */
  public @Nullable GuardPolicy read(Profile profile, Predicate<String> issuers) {
    List<TokenExtractor> sources = sources(profile);
    LimitSettings limits = new LimitSettings(settings);
    PathRules rules =
        new PathRules(rules(new PathRuleParser(sources, extractors, issuers, limits)), sources);
    rules.unreachable().forEach(settings::mistake);
    boolean cookies =
        rules.all().stream()
            .flatMap(rule -> rule.sources().stream())
            .anyMatch(TokenExtractor::isAmbient);
    String answers = settings.text(Property.ANSWERS.documentedName(), Property.ANSWERS);
    if (!Set.of("coarse", "full").contains(answers)) {
      settings.mistake(
          Property.ANSWERS.documentedName(), "is '" + answers + "'; write coarse or full");
    }
    Cors cors = cors(cookies);
    Limits counting = limits.limits(store);
    String realm = settings.text(Property.REALM.documentedName(), Property.REALM);
    return settings.read(
        Property.REALM.documentedName(),
        realm,
        text ->
            new GuardPolicy(
                rules, cors, text, answers.equals("full"), counting, choice(), enforcement()));
  }

  private IssuerResolver choice() {
    String name = Property.CHOOSE.documentedName();
    IssuerResolver choice =
        settings.read(name, settings.text(name, Property.CHOOSE), IssuerResolver::of);
    return choice == null ? IssuerResolver.KID : choice;
  }

  private Enforcement enforcement() {
    String name = Property.INSECURE.documentedName();
    String insecure = settings.text(name, Property.INSECURE);
    if (!Set.of("true", "false").contains(insecure)) {
      settings.mistake(name, "is '" + insecure + "'; write true or false");
    }
    String profile = settings.text("mp.config.profile", "");
    if (insecure.equals("true") && !Set.of("dev", "test").contains(profile)) {
      settings.mistake(
          name, "works only for local testing, where mp.config.profile is dev or test");
    }
    return new Enforcement(
        settings.date(Property.ENFORCE_FROM.documentedName()), insecure.equals("true"));
  }

  private List<TokenExtractor> sources(Profile profile) {
    String name = Property.SOURCE.documentedName();
    List<TokenExtractor> sources =
        settings.read(
            name,
            settings.text(name, profile.standard(Property.SOURCE)),
            words -> PathRuleParser.sources(words, extractors));
    if (sources == null) {
      return List.of(TokenExtractors.BEARER);
    }
    if (sources.stream().anyMatch(TokenExtractor::isInUrl)) {
      settings.mistake(
          name,
          "has a query parameter: others see it, so allow it in single rules (source query:NAME)");
    }
    return sources;
  }

  private List<PathRule> rules(PathRuleParser reader) {
    List<PathRule> rules = new ArrayList<>();
    List<String> names = settings.names(Property.RULES.documentedName(), Property.RULES);
    for (String name : names) {
      String property = Property.PREFIX + "rule." + name;
      String line = settings.text(property);
      if (line == null) {
        settings.mistake(property + " is not set, but watchword.rules lists '" + name + "'");
        continue;
      }
      PathRule rule = settings.read(property, line, text -> reader.read(name, text));
      if (rule != null) {
        rules.add(rule);
      }
    }
    for (String property : settings.namesUnder(Property.PREFIX + "rule.")) {
      String name = property.substring((Property.PREFIX + "rule.").length());
      if (!names.contains(name)) {
        settings.mistake(
            property,
            "is of no use: watchword.rules does not list '"
                + name
                + "' (where it stands twice, the last one counts)");
      }
    }
    String open = Property.PUBLIC.documentedName();
    for (String path : settings.list(open, Property.PUBLIC)) {
      PathRule rule = settings.read(open, path, reader::publicPath);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return rules;
  }

  private Cors cors(boolean credentials) {
    Set<String> origins =
        settings.origins(Property.CORS_ORIGINS.documentedName(), Property.CORS_ORIGINS);
    String headers = Property.CORS_HEADERS.documentedName();
    Set<String> allowed = new HashSet<>();
    for (String header : settings.list(headers, Property.CORS_HEADERS)) {
      if (!header.matches("[A-Za-z0-9-]+") || !allowed.add(header)) {
        settings.mistake(headers, "has '" + header + "', which is no header name, or stands twice");
      }
    }
    return origins.isEmpty()
        ? Cors.OFF
        : new Cors(origins, settings.list(headers, Property.CORS_HEADERS), credentials);
  }
}
