package dev.watchword.guard;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.settings.NeededValues;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

  private static final Set<String> NO_ADDRESS =
      Set.of("host", "via", "origin", "referer", "cookie", "authorization", "user-agent");

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
      limit(section.named(name), Property.LIMIT);
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
      per(own);
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

  /** The limit that a rule names or spells out; null where it says {@code off}. */
  @Nullable LimitPolicy ofRule(String rule, String word, Access access) {
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
    RateLimit limit = limit(own, Property.LIMIT);
    Per per = ALWAYS.contains(word) ? Per.ADDRESS : per(own);
    return limit == null || per == null ? null : new LimitPolicy(word, limit, per);
  }

  private static @Nullable Per per(Section own) {
    return own.oneOf(Property.LIMIT_PER, Per.values(), Per::configName);
  }

  private static @Nullable RateLimit limit(Section section, Property property) {
    String text = section.text(property);
    return text.isEmpty() || text.equals(OFF) ? null : section.read(property, RateLimit::of);
  }

  /** One of a misspelt name would never come, and every client would be the proxy. */
  private String proxyHeader() {
    String header = section.text(Property.PROXIES_HEADER);
    String lower = header.toLowerCase(Locale.ROOT);
    boolean isKnown = Set.of("x-forwarded-for", "forwarded").contains(lower);
    boolean isAlike = lower.contains("forwarded") || NO_ADDRESS.contains(lower);
    if (!isKnown && (isAlike || !header.matches("[A-Za-z0-9-]+"))) {
      section.mistake(
          Property.PROXIES_HEADER,
          "is '"
              + header
              + "'; write X-Forwarded-For, Forwarded, or a header that holds the client's address"
              + " alone, such as X-Real-IP");
    }
    return header;
  }

  /** Counting as the settings want it. */
  Limits limits(Store store) {
    String header = proxyHeader();
    ClientAddress clients =
        section.read(
            Property.PROXIES, text -> new ClientAddress(Settings.words(text, ","), header));
    boolean hasProxies = section.given(Property.PROXIES) != null;
    NeededValues.check(section, Property.PROXIES_HEADER, hasProxies, Property.PROXIES);
    boolean oldHeaders = section.oneOf(Property.XRATELIMIT, "on", OFF).equals("on");
    return new Limits(
        store,
        clients == null ? new ClientAddress(List.of(), header) : clients,
        limit(section, Property.LIMIT_FAILURES),
        oldHeaders,
        publishable);
  }
}
