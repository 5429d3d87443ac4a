package dev.watchword.demo;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.event.GuardListener;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * What guards the demo.
 *
 * @param secret rolled on demand; null where the operator brought one, which is not ours to change
 * @param tenant of the part that has a guard of its own
 * @param feed tells open pages of the console what is decided
 * @param metrics counts what is decided, and what the rest is like
 * @param clock by which tokens are judged and made
 */
record Protection(
    Watchword watchword,
    @Nullable RollingSecret secret,
    Tenant tenant,
    Feed feed,
    Metrics metrics,
    InstantSource clock)
    implements AutoCloseable {
  /** Where one of these is set, the operator rotates secrets in a way of their own. */
  private static final List<String> PREVIOUS =
      List.of("watchword.previous.secret", "watchword.previous.secret.location");

  static Protection start(
      DemoSettings demo, Partners partners, GuardListener listener, InstantSource clock) {
    Config config = ConfigProvider.getConfig();
    WatchwordBuilder builder = Watchword.builder().listener(listener).clock(clock);
    Metrics metrics = Metrics.addTo(builder, clock);
    Feed feed = new Feed(clock);
    feed.addTo(builder, config, partners.settings());
    partners.addTo(builder);
    Remembered.addTo(builder, config);
    PortalSessions.addTo(builder, config);
    String made = demo.madeSecret();
    RollingSecret secret = null;
    if (!made.isEmpty() && isRotatedByOperator(config)) {
      builder.set("watchword.secret", made);
    } else if (!made.isEmpty()) {
      secret = new RollingSecret("watchword.", made, clock);
      builder.source(secret);
    }
    try {
      Watchword watchword = builder.logMistakes(false).start(); // the console has them
      metrics.watch(watchword);
      return new Protection(watchword, secret, new Tenant(listener, clock), feed, metrics, clock);
    } catch (RuntimeException mistakes) {
      feed.close();
      if (secret != null) {
        secret.close();
      }
      throw mistakes;
    }
  }

  private static boolean isRotatedByOperator(Config config) {
    return PREVIOUS.stream().anyMatch(name -> config.getConfigValue(name).getRawValue() != null);
  }

  @Override
  public void close() {
    watchword.close();
    tenant.close();
    feed.close();
    if (secret != null) {
      secret.close();
    }
  }
}
