package dev.watchword.config;

import dev.watchword.guard.Choice;
import dev.watchword.guard.Cors;
import dev.watchword.guard.GuardPolicy;
import dev.watchword.guard.Leniency;
import dev.watchword.guard.Limits;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.PathRules;
import dev.watchword.guard.TokenSource;
import dev.watchword.limit.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads what an operator decides about requests. It is read once, at start. */
final class PolicyReader {
  private final Settings settings;
  private final Store store;

  PolicyReader(Settings settings, Store store) {
    this.settings = settings;
    this.store = store;
  }

  /**
   * The policy; null where a mistake was noted.
   *
   * @param profile of the lone issuer; strict where there are several
   * @param issuers whether an issuer of that name exists
   */
  @Nullable GuardPolicy read(Profile profile, Predicate<String> issuers) {
    List<TokenSource> sources = sources(profile);
    LimitReader limits = new LimitReader(settings);
    PathRules rules = new PathRules(rules(new RuleReader(sources, issuers, limits)), sources);
    rules.unreachable().forEach(settings::mistake);
    boolean cookies =
        rules.all().stream()
            .flatMap(rule -> rule.sources().stream())
            .anyMatch(source -> source.place() == TokenSource.Place.COOKIE);
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
                rules, cors, text, answers.equals("full"), counting, choice(), leniency()));
  }

  private Choice choice() {
    String name = Property.CHOOSE.documentedName();
    Choice choice = settings.read(name, settings.text(name, Property.CHOOSE), Choice::of);
    return choice == null ? Choice.KID : choice;
  }

  private Leniency leniency() {
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
    return new Leniency(
        settings.date(Property.ENFORCE_FROM.documentedName()), insecure.equals("true"));
  }

  private List<TokenSource> sources(Profile profile) {
    String name = Property.SOURCE.documentedName();
    List<TokenSource> sources =
        settings.read(
            name, settings.text(name, profile.standard(Property.SOURCE)), RuleReader::sources);
    if (sources == null) {
      return List.of(TokenSource.BEARER);
    }
    if (sources.stream().anyMatch(one -> one.place() == TokenSource.Place.QUERY)) {
      settings.mistake(
          name,
          "has a query parameter: others see it, so allow it in single rules (source query:NAME)");
    }
    return sources;
  }

  private List<PathRule> rules(RuleReader reader) {
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
        origins(settings, Property.CORS_ORIGINS.documentedName(), Property.CORS_ORIGINS);
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

  static Set<String> origins(Settings settings, String name, Property property) {
    Set<String> origins = new LinkedHashSet<>(settings.list(name, property));
    for (String origin : origins) {
      if (!origin.matches("[a-z][a-z0-9+.-]*://[^/\\s\"]+")) {
        settings.mistake(name, "has '" + origin + "'; an origin is such as https://app.example");
      }
    }
    return origins;
  }
}
