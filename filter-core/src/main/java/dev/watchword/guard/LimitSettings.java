package dev.watchword.guard;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.guard.LimitPolicy.Tier;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads limits: the named ones, those that stand in a rule, and the two that always have a place.
 */
final class LimitSettings {
  private static final String OFF = "off";
  private static final String PUBLIC = "public";
  private static final String PUBLISHABLE = "publishable";
  private static final String PER = ".per";
  private static final Set<String> ALWAYS = Set.of(PUBLIC, PUBLISHABLE, "failures");

  private final Section section;
  private final @Nullable LimitPolicy publicPaths;
  private final @Nullable LimitPolicy publishable;
  private final Set<String> named = new HashSet<>();

  private LimitSettings(
      Section section, @Nullable LimitPolicy publicPaths, @Nullable LimitPolicy publishable) {
    this.section = section;
    this.publicPaths = publicPaths;
    this.publishable = publishable;
  }

  /** The limits; mistakes are noted, also in those that no rule names. */
  static LimitSettings read(Section section) {
    RateLimit ofPublic = limit(section, Property.LIMIT_PUBLIC);
    RateLimit ofPublishable = limit(section, Property.LIMIT_PUBLISHABLE);
    section.namesUnder("limit").forEach(name -> check(section, name));
    return new LimitSettings(
        section,
        ofPublic == null ? null : new LimitPolicy(PUBLIC, ofPublic, Per.ADDRESS),
        ofPublishable == null ? null : new LimitPolicy(PUBLISHABLE, ofPublishable, Per.CALLER));
  }

  private static void check(Section section, String name) {
    if (!name.endsWith(PER)) {
      written(section.named(name));
      return;
    }
    String limit = name.substring(0, name.length() - PER.length());
    Section own = section.named(limit);
    if (ALWAYS.contains(limit)) {
      own.mistake(
          Property.LIMIT_PER, "is of no use: " + own.name(Property.LIMIT) + " counts each address");
    } else if (!own.isSet(Property.LIMIT)) {
      own.mistake(Property.LIMIT_PER, "is of no use: " + own.name(Property.LIMIT) + " is not set");
    } else {
      own.read(Property.LIMIT_PER, NamedLimit.Counted::of);
    }
  }

  /** The limit of public paths, with an allowance of the rule's own; null for none. */
  @Nullable LimitPolicy ofPublicRule(String rule) {
    return publicPaths == null ? null : publicPaths.at(rule);
  }

  /** The limit of a rule that names none. */
  @Nullable LimitPolicy usual(String rule, Access access) {
    return switch (access) {
      case PUBLIC -> ofPublicRule(rule);
      case PUBLISHABLE -> publishable;
      default -> null;
    };
  }

  /**
   * The limit that a rule names or spells out, before it those of callers with a limit to
   * themselves; null where it says {@code off}.
   */
  @Nullable LimitPolicy ofRule(String rule, List<String> words, Access access) {
    int last = words.size() - 1;
    LimitPolicy policy = ofRule(rule, words.get(last), access);
    if (words.get(last).matches(Property.NAME) && tier(words.get(last)) != null) {
      throw new IllegalArgumentException(
          "limit '%s' is not for every caller; name that of all others after it: limit %s or NAME"
              .formatted(words.get(last), words.get(last)));
    }
    for (int i = last - 1; i >= 0; i--) {
      policy = ofTier(words.get(i), policy);
    }
    return policy;
  }

  private @Nullable LimitPolicy ofTier(String word, @Nullable LimitPolicy otherwise) {
    CallerRequirement when = word.matches(Property.NAME) ? tier(word) : null;
    if (when == null) {
      throw new IllegalArgumentException(
          "limit '" + word + "' is for every caller, so those after it are for nobody");
    }
    named.add(word);
    LimitPolicy own = named(word);
    return own == null
        ? null
        : new LimitPolicy(word, own.limit(), own.per(), "", own.claim(), new Tier(when, otherwise));
  }

  /** Whose limit it is; null for everyone's, and where it is written wrongly. */
  private @Nullable CallerRequirement tier(String word) {
    NamedLimit limit = ALWAYS.contains(word) ? null : written(section.named(word));
    return limit == null ? null : limit.when();
  }

  private @Nullable LimitPolicy ofRule(String rule, String word, Access access) {
    if (word.equals(OFF)) {
      return null;
    }
    if (!word.matches(Property.NAME)) {
      return spelledOut(rule, word, access);
    }
    if (!section.named(word).isSet(Property.LIMIT)) {
      throw new IllegalArgumentException(
          "'" + word + "' is neither a limit such as 100/1m nor the name of a watchword.limit.");
    }
    named.add(word);
    return switch (word) {
      case PUBLIC -> ofPublicRule(rule); // the same as without its name
      case PUBLISHABLE -> publishable;
      default -> named(word);
    };
  }

  /** Complains of limits that no rule names, when all rules were read: they would limit nothing. */
  void checkNamed() {
    if (!section.settings().mistakes().isEmpty()) {
      return; // the rule that names it may be the one that is wrong
    }
    for (String name : section.namesUnder("limit")) {
      if (!name.endsWith(PER) && !ALWAYS.contains(name) && !named.contains(name)) {
        section
            .named(name)
            .mistake(Property.LIMIT, "is of no use: no rule names it (limit " + name + ")");
      }
    }
  }

  private LimitPolicy spelledOut(String rule, String limit, Access access) {
    Section sameName = section.named(rule);
    if (sameName.isSet(Property.LIMIT) || ALWAYS.contains(rule)) {
      throw new IllegalArgumentException(
          "there is another limit of that name, "
              + sameName.name(Property.LIMIT)
              + "; rename the rule");
    }
    return new LimitPolicy(rule, RateLimit.of(limit), access.isOpen() ? Per.ADDRESS : Per.CALLER);
  }

  private @Nullable LimitPolicy named(String word) {
    Section own = section.named(word);
    if (ALWAYS.contains(word)) {
      RateLimit limit = limit(own, Property.LIMIT);
      return limit == null ? null : new LimitPolicy(word, limit, Per.ADDRESS);
    }
    NamedLimit limit = written(own);
    NamedLimit.Counted counted = own.read(Property.LIMIT_PER, NamedLimit.Counted::of);
    return limit == null || counted == null
        ? null
        : new LimitPolicy(word, limit.limit(), counted.per(), "", counted.claim(), null);
  }

  /** One with a name; null where it is off, or a mistake. */
  private static @Nullable NamedLimit written(Section own) {
    String text = own.text(Property.LIMIT);
    return text.isEmpty() || text.equals(OFF) ? null : own.read(Property.LIMIT, NamedLimit::of);
  }

  private static @Nullable RateLimit limit(Section section, Property property) {
    String text = section.text(property);
    return text.isEmpty() || text.equals(OFF) ? null : section.read(property, RateLimit::of);
  }

  /** Counting as the settings want it. */
  Limits limits(Store store) {
    return CountingSettings.read(
        section, store, limit(section, Property.LIMIT_FAILURES), publishable);
  }
}
