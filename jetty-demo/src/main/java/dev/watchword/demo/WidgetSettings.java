package dev.watchword.demo;

import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What may be set of the widget page.
 *
 * @param port where its frames come from; null: the port after the demo's own, or any that is free
 * @param life how long the tokens of its user are good
 */
record WidgetSettings(@Nullable Integer port, Duration life) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  static WidgetSettings of(Config config) {
    Optional<String> port = config.getOptionalValue("demo.widget.port", String.class);
    String life = config.getOptionalValue("demo.widget.lifetime", String.class).orElse("20s");
    return new WidgetSettings(
        port.map(text -> DemoSettings.port("DEMO_WIDGET_PORT (demo.widget.port)", text))
            .orElse(null),
        life(life));
  }

  /** The same for one more node on this machine, on any port if none is set. */
  WidgetSettings further(int nodes) {
    int next = port == null || port == 0 ? 0 : port + nodes;
    return new WidgetSettings(
        DemoSettings.port("DEMO_WIDGET_PORT and the ports after it", "" + next), life);
  }

  private static Duration life(String text) {
    Duration life =
        text.matches("\\d{1,3}s")
            ? Duration.ofSeconds(Integer.parseInt(text.substring(0, text.length() - 1)))
            : Duration.ZERO;
    if (life.isZero() || life.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "DEMO_WIDGET_LIFETIME (demo.widget.lifetime) is '" + text + "': from 1s to 300s");
    }
    return life;
  }
}
