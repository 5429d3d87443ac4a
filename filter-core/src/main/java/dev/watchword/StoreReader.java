package dev.watchword;

import dev.watchword.limit.FallbackStore;
import dev.watchword.limit.MemoryStore;
import dev.watchword.limit.OutageRules;
import dev.watchword.limit.Store;
import dev.watchword.limit.StoreProvider;
import dev.watchword.limit.StoreSettings;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the store that the settings name. The URL may hold a password, so no sentence repeats it.
 */
final class StoreReader {
  private static final String MEMORY = "memory";
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration GREATEST_STALENESS = Duration.ofSeconds(60);

  private final Section section;
  private final LongSupplier nanos;

  /**
   * A reader.
   *
   * @param nanos a monotonic clock in nanoseconds
   */
  StoreReader(Section section, LongSupplier nanos) {
    this.section = section;
    this.nanos = nanos;
  }

  /**
   * The store; one in memory where a mistake was noted.
   *
   * @param own the application's; null for none
   */
  Store read(@Nullable Store own) {
    String url = section.text(Property.STORE);
    if (own != null && !url.equals(MEMORY)) {
      section.mistake(Property.STORE, "is of no use: the application has a store of its own");
    }
    if (own instanceof MemoryStore || (own == null && url.equals(MEMORY))) {
      return own == null ? new MemoryStore() : own;
    }
    OutageRules rules =
        new OutageRules(
            rule(Property.STORE_OUTAGE_LIMITS),
            rule(Property.STORE_OUTAGE_SINGLEUSE),
            rule(Property.STORE_OUTAGE_REVOCATION));
    Store shared = own == null ? opened(url) : own;
    return shared == null ? new MemoryStore() : new FallbackStore(shared, rules, nanos);
  }

  private @Nullable Store opened(String url) {
    StoreSettings settings = settings(url);
    return settings == null ? null : open(settings);
  }

  private OutageRules.Rule rule(Property property) {
    OutageRules.Rule rule =
        section.oneOf(property, OutageRules.Rule.values(), OutageRules.Rule::configName);
    return rule == null ? OutageRules.Rule.REFUSE : rule;
  }

  private @Nullable StoreSettings settings(String url) {
    String prefix = section.text(Property.STORE_PREFIX);
    if (!prefix.matches("[A-Za-z0-9._-]{1,64}")) {
      section.mistake(
          Property.STORE_PREFIX, "is not 1 to 64 letters, digits, dots, - and _ without a space");
    }
    Duration timeout = upTo(LONGEST_TIMEOUT, Property.STORE_TIMEOUT);
    Duration staleness = upTo(GREATEST_STALENESS, Property.STORE_STALENESS);
    try {
      URI uri = new URI(url);
      if (uri.getScheme() == null || uri.getHost() == null) {
        throw new URISyntaxException("", "no scheme or no host");
      }
      return timeout == null || staleness == null
          ? null
          : new StoreSettings(uri, prefix, timeout, staleness);
    } catch (URISyntaxException itsTextHasTheUrl) {
      section.mistake(
          Property.STORE,
          "is neither memory nor a URL such as redis://HOST:6379; in a password other signs than"
              + " letters and digits are written as % and two hexadecimal digits");
      return null;
    }
  }

  /** Milliseconds, or as all durations; null where a mistake was noted. */
  private @Nullable Duration upTo(Duration most, Property property) {
    String text = section.text(property);
    Duration duration =
        text.matches("\\d{1,5}ms")
            ? Duration.ofMillis(Integer.parseInt(text.substring(0, text.length() - 2)))
            : section.duration(property);
    if (duration != null && (duration.isZero() || duration.compareTo(most) > 0)) {
      section.mistake(property, "is not 1ms to " + most.toSeconds() + "s");
    }
    return duration;
  }

  private @Nullable Store open(StoreSettings settings) {
    String scheme = settings.uri().getScheme();
    try {
      for (StoreProvider provider : providers()) {
        if (provider.schemes().contains(scheme)) {
          return section.read(
              Property.STORE, "", url -> Objects.requireNonNull(provider.open(settings)));
        }
      }
    } catch (RuntimeException itsTextMayHaveTheUrl) {
      cannotBeOpened(itsTextMayHaveTheUrl.getClass().getName());
      return null;
    } catch (ServiceConfigurationError | LinkageError ofItsClasses) {
      cannotBeOpened(ofItsClasses.toString());
      return null;
    }
    section.mistake(
        Property.STORE,
        scheme.contains("redis")
            ? "needs the artifact dev.watchword:watchword-filter-redis, which is not on the class path"
            : "has a scheme that no StoreProvider on the class path knows");
    return null;
  }

  private void cannotBeOpened(String why) {
    section.mistake(Property.STORE, "cannot be opened: " + why);
  }

  /** Those beside this library first, then those of the application. */
  private static List<StoreProvider> providers() {
    List<StoreProvider> providers = new ArrayList<>();
    ServiceLoader.load(StoreProvider.class, StoreReader.class.getClassLoader())
        .forEach(providers::add);
    ServiceLoader.load(StoreProvider.class).forEach(providers::add);
    return providers;
  }
}
