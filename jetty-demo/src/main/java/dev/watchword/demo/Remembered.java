package dev.watchword.demo;

import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What the demo remembers of tokens: that they were revoked, and at {@code /once/*} that they were
 * used. Left to the operator who has decided something about it, or which tokens are admitted.
 */
final class Remembered {
  private static final String RULES = "watchword.rules";
  private static final String ONCE = "watchword.rule.once";

  private Remembered() {}

  /** Whether the operator has decided nothing about it. */
  static boolean isLeft(Config config) {
    return Stream.of(
            "watchword.issuers",
            "watchword.issuers.location",
            "watchword.profile",
            "watchword.relax",
            "watchword.revocation",
            "watchword.revocation.claims",
            ONCE)
        .allMatch(name -> config.getConfigValue(name).getRawValue() == null);
  }

  static void addTo(WatchwordBuilder builder, Config config) {
    if (isLeft(config)) {
      Map<String, String> settings = new TreeMap<>();
      settings.put("watchword.revocation", "on");
      settings.put("watchword.revocation.claims", "sid");
      settings.put("watchword.relax", "nojti"); // tokens that others have made need none
      settings.put(RULES, config.getConfigValue(RULES).getRawValue() + ",once");
      settings.put(ONCE, "/once/* once");
      builder.source(SettingSource.of("the demo", false, settings));
    }
  }
}
