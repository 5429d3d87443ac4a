package dev.watchword.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchword.Watchword;
import dev.watchword.event.GuardListener;
import dev.watchword.servlet.JwtFilter;
import dev.watchword.servlet.SignaturesServlet;
import dev.watchword.settings.SettingSource;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One tenant of a vendor like Fogbender, whose secret is told once, when it is made, and can be
 * rolled. It has a {@code Watchword} of its own, as a part of an application may have; that begins
 * with the first secret. Safe for use by several threads.
 */
final class Tenant implements AutoCloseable {
  static final String NAME = "acme";

  private static final String PREFIX = "watchword.issuer." + NAME + ".";

  /** Fogbender's own rules, but for the paths: those of a vendor are not below /tenant. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "watchword.issuers",
          NAME,
          PREFIX + "profile",
          "fogbender",
          "watchword.rules",
          "signatures,inbox",
          "watchword.rule.signatures",
          "/tenant/signatures own",
          "watchword.rule.inbox",
          "GET /tenant/inbox issuer " + NAME);

  private final GuardListener listener;
  private final InstantSource clock;
  private volatile @Nullable Open open;

  Tenant(GuardListener listener, InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** What there is once a secret was made. */
  record Open(
      RollingSecret secret, Watchword watchword, JwtFilter guard, SignaturesServlet signatures) {
    private static Open with(String first, GuardListener listener, InstantSource clock) {
      RollingSecret secret = new RollingSecret(PREFIX, first, clock);
      Watchword watchword =
          Watchword.builder()
              .surroundings(
                  Map.of(), new Properties()) // the operator's settings are not a tenant's
              .source(SettingSource.of("the demo", false, SETTINGS))
              .source(secret)
              .listener(listener)
              .clock(clock)
              .start();
      return new Open(
          secret, watchword, new JwtFilter(watchword), new SignaturesServlet(watchword));
    }

    private void close() {
      watchword.close();
      secret.close();
    }
  }

  /** Null before the first secret. */
  @Nullable Open open() {
    return open;
  }

  /** What the settings page shows of it: never a secret. */
  Map<String, @Nullable Object> describe() {
    Open tenant = open;
    Instant now = clock.instant();
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("name", NAME);
    described.put("now", now.toString());
    described.put("secret", null);
    described.put("previous", null);
    if (tenant != null) {
      for (SharedKey key : tenant.watchword.issuers().get(0).keys()) {
        if (key.liveAt(now)) {
          described.put(key.until() == null ? "secret" : "previous", described(key));
        }
      }
    }
    return described;
  }

  private static Map<String, @Nullable Object> described(SharedKey key) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("fingerprint", key.fingerprint());
    described.put("until", key.until() == null ? null : key.until().toString());
    return described;
  }

  /**
   * Makes a secret, and tells it this once; the one before stays good for {@code grace} seconds, by
   * default for none.
   *
   * @throws IllegalArgumentException where the grace is no number of seconds from 0 to 600
   * @throws IllegalStateException where there is a grace while an earlier one is under way
   */
  synchronized Map<String, @Nullable Object> roll(JsonNode wish) {
    Duration grace = Keys.grace(wish, 0, 0);
    Open tenant = open;
    String made;
    if (tenant == null) {
      made = DemoSettings.newSecret();
      open = Open.with(made, listener, clock);
    } else {
      made = tenant.secret.roll(grace, tenant.watchword::refresh);
    }
    Map<String, @Nullable Object> answer = describe();
    answer.put("made", made);
    return answer;
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close();
    }
  }
}
