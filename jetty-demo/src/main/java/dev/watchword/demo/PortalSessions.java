package dev.watchword.demo;

import dev.watchword.WatchwordBuilder;
import dev.watchword.settings.SettingSource;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * The sessions that a sign-in begins. Left to the operator who has decided which tokens are
 * admitted: a session that would not be stops the start.
 */
final class PortalSessions {
  private static final String SESSION = "watchword.identity.session";
  private static final String SIGNED = "watchword.identity.signed";

  /** Those that are so anyway, and the claim by which the demo revokes: sessions then have it. */
  private static final String ATTRIBUTES = "email,userEmail,customerId,companies,role,sid";

  private PortalSessions() {}

  static void addTo(WatchwordBuilder builder, Config config) {
    boolean isLeft =
        Stream.of(
                SESSION,
                SIGNED,
                "watchword.issuers",
                "watchword.issuers.location",
                "watchword.profile",
                "watchword.relax",
                "watchword.claims",
                "watchword.maxage",
                "watchword.maxlifetime",
                "watchword.singleuse",
                "watchword.tokensize")
            .allMatch(name -> config.getConfigValue(name).getRawValue() == null);
    if (isLeft) {
      builder.source(
          SettingSource.of("the demo", false, Map.of(SESSION, "1h", SIGNED, ATTRIBUTES)));
    }
  }
}
