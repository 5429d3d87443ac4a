package dev.watchword.demo;

import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What the demo's partners show: an OAuth client, two vendors' backends, pages with identity hashes
 * and with a publishable token. Set, or made for this run; none where the operator has issuers of
 * their own.
 *
 * @param settings what the demo adds to the settings
 * @param made names and values that were made for this run, to be printed
 */
record Partners(Map<String, String> settings, Map<String, String> made) {
  private static final String CLIENT = "demo.client.id";

  /** Where a setting of the demo's own goes, and what stands before a value that is made up. */
  private enum Part {
    CLIENT_SECRET("demo.client.secret", "watchword.client.demo.secret", ""),
    WORKSPACE("demo.workspace.secret", "watchword.workspace.secret", ""),
    API_KEY("demo.api.key", "watchword.apikey.secret", ""),
    IDENTITY("demo.identity.secret", "watchword.identity.secret", ""),
    PUBLISHABLE("demo.publishable", "watchword.publishable", "wpk_");

    private final String name;
    private final String property;
    private final String prefix;

    Part(String name, String property, String prefix) {
      this.name = name;
      this.property = property;
      this.prefix = prefix;
    }

    /** The environment variable by which an operator sets it, and the examples read it. */
    private String variable() {
      return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }
  }

  /**
   * Made or taken from the settings.
   *
   * @param ports where the demo's page is found on this machine
   */
  static Partners of(Config config, Integer... ports) {
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> made = new TreeMap<>();
    if (Stream.of("watchword.issuers", "watchword.issuers.location").anyMatch(isSet(config))) {
      return new Partners(settings, made);
    }
    for (Part part : Part.values()) {
      if (Stream.of(part.property, part.property + ".location").anyMatch(isSet(config))) {
        continue;
      }
      String given = raw(config, part.name).orElse("");
      String value = given.isEmpty() ? part.prefix + secret(part) : given;
      settings.put(part.property, value);
      if (given.isEmpty()) {
        made.put(part.variable(), value);
      }
    }
    putUnlessSet(config, settings, "watchword.publishable.origins", origins(ports));
    putUnlessSet(config, settings, "watchword.identity.legacy", "warn");
    putUnlessSet(config, settings, "watchword.clients", "demo");
    putUnlessSet(config, settings, "watchword.client.demo.scopes", "orders:read,orders:write");
    settings.put("watchword.client.demo.id", raw(config, CLIENT).orElse("demo"));
    return new Partners(settings, made);
  }

  private static java.util.function.Predicate<String> isSet(Config config) {
    return name -> raw(config, name).isPresent();
  }

  /** As it stands: MicroProfile would expand what looks like an expression. */
  private static Optional<String> raw(Config config, String name) {
    return Optional.ofNullable(config.getConfigValue(name).getRawValue());
  }

  private static void putUnlessSet(
      Config config, Map<String, String> settings, String property, String value) {
    if (raw(config, property).isEmpty()) {
      settings.put(property, value);
    }
  }

  /** A publishable token may have letters, digits, _ and - alone. */
  private static String secret(Part part) {
    String secret = DemoSettings.newSecret();
    return part == Part.PUBLISHABLE ? secret.replaceAll("[^A-Za-z0-9]", "") : secret;
  }

  /** The text that everybody may see; empty where there is none. */
  String publishable() {
    return settings.getOrDefault(Part.PUBLISHABLE.property, "");
  }

  private static String origins(Integer... ports) {
    return Stream.of(ports)
        .map(port -> "http://127.0.0.1:" + port + ",http://localhost:" + port)
        .collect(Collectors.joining(","));
  }

  /** The same with one more setting. */
  Partners with(String property, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(property, value);
    return new Partners(more, made);
  }

  /** One source for each, so that a complaint names what the operator has set. */
  void addTo(WatchwordBuilder builder) {
    settings.forEach(
        (property, value) -> {
          String origin =
              Stream.of(Part.values())
                  .filter(part -> part.property.equals(property))
                  .map(part -> part.name)
                  .findFirst()
                  .orElse("the demo");
          builder.source(SettingSource.of(origin, false, Map.of(property, value)));
        });
  }

  /** Never a value. */
  @Override
  public String toString() {
    return "Partners" + settings.keySet();
  }
}
