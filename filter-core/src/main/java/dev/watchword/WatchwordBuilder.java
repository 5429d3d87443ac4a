package dev.watchword;

import dev.watchword.event.GuardListener;
import dev.watchword.guard.CallerCheck;
import dev.watchword.guard.NamedCheck;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.Store;
import dev.watchword.settings.ProcessSources;
import dev.watchword.settings.Property;
import dev.watchword.settings.SettingSource;
import dev.watchword.settings.SettingsException;
import dev.watchword.tenant.CachingIssuerSource;
import dev.watchword.token.IssuerSource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers settings and hooks. A method that is named like a setting sets the property of that name,
 * which is judged at the start like all others. Not safe for use by several threads.
 */
public final class WatchwordBuilder {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<SettingSource> sources = new ArrayList<>();
  final List<CallerCheck> checks = new ArrayList<>();
  final List<GuardListener> listeners = new ArrayList<>();
  private @Nullable IssuerSource issuerSource;
  private @Nullable IssuerSource unjudgedIssuerSource;
  private TokenExtractors extractors = TokenExtractors.BUILT_IN;
  @Nullable Store store;
  InstantSource clock = InstantSource.system();
  LongSupplier nanos = System::nanoTime;
  private ProcessSources surroundings = ProcessSources.ofThisProcess();
  private boolean logsMistakes = true;

  WatchwordBuilder() {}

  /** Sets a property, above every other source. */
  public WatchwordBuilder set(String property, String value) {
    values.put(property, value);
    return this;
  }

  /** Sets {@code watchword.secret}: the text that both sides share. */
  public WatchwordBuilder secret(String text) {
    return set(Property.SECRET.documentedName(), text);
  }

  /** Sets {@code watchword.secret} to the bytes that both sides share. */
  public WatchwordBuilder secret(byte[] bytes) {
    return secret("base64:" + Base64.getEncoder().encodeToString(bytes));
  }

  /** Sets {@code watchword.public}: the paths that need no token. */
  public WatchwordBuilder publicPaths(String... paths) {
    return set(Property.PUBLIC.documentedName(), String.join(",", paths));
  }

  /** Adds a path rule after those added before, such as {@code /admin/* role admin}. */
  public WatchwordBuilder rule(String name, String line) {
    String rules = Property.RULES.documentedName();
    set(rules, values.containsKey(rules) ? values.get(rules) + "," + name : name);
    return set(Property.PREFIX + "rule." + name, line);
  }

  /** Sets {@code watchword.limit.NAME}, such as {@code 100/1m}. */
  public WatchwordBuilder limit(String name, String limit) {
    return set(Property.PREFIX + "limit." + name, limit);
  }

  /** Sets {@code watchword.proxies}: addresses or networks of trusted proxies. */
  public WatchwordBuilder proxies(String... networks) {
    return set(Property.PROXIES.documentedName(), String.join(",", networks));
  }

  /** Sets {@code watchword.enforce.from}: nothing is refused before that instant. */
  public WatchwordBuilder enforceFrom(Instant instant) {
    return set(Property.ENFORCE_FROM.documentedName(), instant.toString());
  }

  /** Adds a source below those added before, and above the configuration of the process. */
  public WatchwordBuilder source(SettingSource source) {
    sources.add(source);
    return this;
  }

  /** Adds a check of the application's own. */
  public WatchwordBuilder check(CallerCheck check) {
    checks.add(check);
    return this;
  }

  /** Adds a check of the application's own, by a name that the log shows where it says no. */
  public WatchwordBuilder check(String name, CallerCheck check) {
    return check(new NamedCheck(name, check));
  }

  /**
   * Adds a place for tokens, which a rule or {@code watchword.source} names as it does those that
   * are built in: {@code source NAME}.
   *
   * @param name lower case letters and digits
   */
  public WatchwordBuilder tokenExtractor(String name, TokenExtractor extractor) {
    extractors = extractors.with(name, extractor);
    return this;
  }

  /** Adds a listener. */
  public WatchwordBuilder listener(GuardListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Finds issuers that no setting names; asked behind a cache, on threads of its own. */
  public WatchwordBuilder issuerSource(IssuerSource source) {
    unjudgedIssuerSource = null;
    issuerSource = source;
    return this;
  }

  /** Without the cache and its judgement, for issuers whose secrets everybody knows: in tests. */
  WatchwordBuilder issuerSourceAsItIs(IssuerSource source) {
    unjudgedIssuerSource = source;
    return this;
  }

  /**
   * Counts and remembers, in place of what {@code watchword.store} names. It is asked by many
   * threads at once; where it throws, {@code watchword.store.outage} holds.
   */
  public WatchwordBuilder store(Store other) {
    store = other;
    return this;
  }

  /** The clock by which tokens are judged; the system's by default. */
  public WatchwordBuilder clock(InstantSource other) {
    clock = other;
    return this;
  }

  /**
   * Reads these instead of the environment, the system properties and the configuration of this
   * process: for tools and tests.
   */
  public WatchwordBuilder surroundings(Map<String, String> environment, Properties system) {
    return surroundings(environment, system, SettingSource.of("no file", false, Map.of()));
  }

  /**
   * The same, with a file, in the order of MicroProfile Config.
   *
   * @param file stands for {@code META-INF/microprofile-config.properties}: below the others, but
   *     for its {@code config_ordinal}
   */
  public WatchwordBuilder surroundings(
      Map<String, String> environment, Properties system, SettingSource file) {
    return surroundings(new ProcessSources(environment, system, file));
  }

  WatchwordBuilder surroundings(ProcessSources other) {
    surroundings = other;
    return this;
  }

  /** Whether a refused start is an ERROR in the log; false where the caller tells the mistakes. */
  public WatchwordBuilder logMistakes(boolean logged) {
    logsMistakes = logged;
    return this;
  }

  /**
   * Reads the settings and logs them in words.
   *
   * @throws SettingsException with every mistake, which are logged, too; nothing was started then
   */
  public Watchword start() {
    CachingIssuerSource cached =
        issuerSource == null ? null : new CachingIssuerSource(issuerSource, System::nanoTime);
    IssuerSource source = cached == null ? unjudgedIssuerSource : cached;
    List<SettingSource> all =
        surroundings.below(SettingSource.of("builder", false, values), sources);
    SettingsReader reader = new SettingsReader(all, store, nanos, extractors, source);
    Startup startup = new Startup(reader, surroundings, clock, logsMistakes);
    return startup.start((settings, unknown) -> new Watchword(this, settings, unknown, cached));
  }
}
