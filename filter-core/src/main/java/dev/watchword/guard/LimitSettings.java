package dev.watchword.guard;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.http.ClientAddress;
import dev.watchword.limit.RateLimit;
import dev.watchword.limit.Store;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads limits: the named ones, those that stand in a rule, and the two that always have a place.
 */
final class LimitSettings {
  private static final String OFF = "off";
  private static final String PREFIX = Property.PREFIX + "limit.";
  private static final String PER = ".per";
  private static final Set<String> ALWAYS =
      Set.of(
          Property.LIMIT_PUBLIC.documentedName(),
          Property.LIMIT_PUBLISHABLE.documentedName(),
          Property.LIMIT_FAILURES.documentedName());

  private final Settings settings;
  private final @Nullable LimitPolicy publicPaths;
  private final @Nullable LimitPolicy publishable;

  LimitSettings(Settings settings) {
    this.settings = settings;
    RateLimit limit =
        limit(Property.LIMIT_PUBLIC.documentedName(), Property.LIMIT_PUBLIC.defaultValue());
    this.publicPaths = limit == null ? null : new LimitPolicy("public", limit, Per.ADDRESS);
    RateLimit forVisitors =
        limit(
            Property.LIMIT_PUBLISHABLE.documentedName(), Property.LIMIT_PUBLISHABLE.defaultValue());
    this.publishable =
        forVisitors == null ? null : new LimitPolicy("publishable", forVisitors, Per.CALLER);
    for (String name : settings.namesUnder(PREFIX)) {
      check(name); // also those that no rule names must be right
    }
  }

  private void check(String name) {
    if (!name.endsWith(PER)) {
      limit(name, "");
      return;
    }
    String limit = name.substring(0, name.length() - PER.length());
    if (ALWAYS.contains(limit)) {
      settings.mistake(name, "is of no use: " + limit + " counts each address");
    } else if (settings.find(limit) == null) {
      settings.mistake(name, "is of no use: " + limit + " is not set");
    } else {
      per(name);
    }
  }

  /** The limit of public paths; null for none. */
  @Nullable LimitPolicy ofPublicPaths() {
    return publicPaths;
  }

  /** The limit of a rule that names none. */
  @Nullable LimitPolicy standard(Access access) {
    return switch (access) {
      case PUBLIC -> publicPaths;
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
      if (settings.find(PREFIX + rule) != null || ALWAYS.contains(PREFIX + rule)) {
        throw new IllegalArgumentException(
            "there is another limit of that name, " + PREFIX + rule + "; rename the rule");
      }
      Per per = access.isOpen() ? Per.ADDRESS : Per.CALLER;
      return new LimitPolicy(rule, RateLimit.of(word), per);
    }
    if (settings.find(PREFIX + word) == null) {
      throw new IllegalArgumentException(
          "'" + word + "' is neither a limit such as 100/1m nor the name of a watchword.limit.");
    }
    return switch (word) {
      case "public" -> publicPaths; // one name is one policy, wherever it is named
      case "publishable" -> publishable;
      default -> named(word);
    };
  }

  private @Nullable LimitPolicy named(String word) {
    RateLimit limit = limit(PREFIX + word, OFF);
    Per per = ALWAYS.contains(PREFIX + word) ? Per.ADDRESS : per(PREFIX + word + PER);
    return limit == null || per == null ? null : new LimitPolicy(word, limit, per);
  }

  private @Nullable Per per(String name) {
    return settings.read(
        name,
        settings.text(name, Property.LIMIT_PER),
        word -> Settings.oneOf(Per.values(), Per::configName, word));
  }

  private @Nullable RateLimit limit(String name, String standard) {
    String given = settings.text(name);
    String text = given == null ? standard : given;
    return text.isEmpty() || text.equals(OFF) ? null : settings.read(name, text, RateLimit::of);
  }

  /** Counting as the settings want it. */
  Limits limits(Store store) {
    String header =
        settings.text(Property.PROXIES_HEADER.documentedName(), Property.PROXIES_HEADER);
    if (!Set.of("X-Forwarded-For", "Forwarded").contains(header)) {
      settings.mistake(
          Property.PROXIES_HEADER.documentedName(),
          "is '" + header + "'; write X-Forwarded-For or Forwarded");
    }
    String proxies = Property.PROXIES.documentedName();
    ClientAddress clients =
        settings.read(
            proxies,
            settings.text(proxies, Property.PROXIES),
            text -> new ClientAddress(Settings.words(text, ","), header));
    String old = settings.text(Property.XRATELIMIT.documentedName(), Property.XRATELIMIT);
    if (!Set.of("on", OFF).contains(old)) {
      settings.mistake(Property.XRATELIMIT.documentedName(), "is '" + old + "'; write on or off");
    }
    return new Limits(
        store,
        clients == null ? new ClientAddress(List.of(), header) : clients,
        limit(Property.LIMIT_FAILURES.documentedName(), Property.LIMIT_FAILURES.defaultValue()),
        old.equals("on"));
  }
}
