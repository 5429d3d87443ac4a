package dev.watchword.servlet;

import dev.watchword.Watchword;
import dev.watchword.WatchwordBuilder;
import dev.watchword.testing.TestClock;
import dev.watchword.testing.TestSecrets;
import dev.watchword.testing.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** What the tests of streams share: a clock that they move, and its {@code Watchword}. */
final class StreamSite {
  final TestClock clock = new TestClock();
  Watchword watchword;
  private final WatchwordBuilder builder =
      Watchword.builder()
          .surroundings(Map.of(), new Properties())
          .clock(clock)
          .set("watchword.limit.failures", "off");
  private boolean hasIssuers;

  StreamSite set(String property, String value) {
    builder.set("watchword." + property, value);
    hasIssuers |= property.equals("issuers");
    return this;
  }

  ServletApp app() {
    return ServletApp.withoutSecret()
        .adding(
            context -> {
              clock.moveTo(Tokens.NOW);
              if (!hasIssuers) {
                builder.set("watchword.secret", TestSecrets.text("streams"));
              }
              watchword = builder.start();
              ServletApp.give(context, watchword);
            });
  }

  /** A token that ends so many seconds after the start of the tests. */
  String token(String name, long seconds) {
    return token(Tokens.good().claim("sub", name).claim("jti", name + seconds), seconds);
  }

  String token(Tokens token, long seconds) {
    return token
        .claim("iat", Tokens.NOW)
        .expiringAt(Tokens.NOW.plusSeconds(seconds))
        .secret(TestSecrets.text("streams").getBytes(StandardCharsets.US_ASCII))
        .text();
  }

  /** So many seconds after the start. */
  void at(long seconds) {
    clock.moveTo(Tokens.NOW.plusSeconds(seconds));
  }

  static long epoch(long seconds) {
    return Tokens.NOW.plusSeconds(seconds).getEpochSecond();
  }

  static String update(String token) {
    return "{\"type\":\"update_token\",\"token\":\"" + token + "\"}";
  }

  static String expiring(long seconds) {
    return "{\"type\":\"token_expiring\",\"expires_at\":" + epoch(seconds) + "}";
  }

  static String updated(long seconds) {
    return "{\"type\":\"token_updated\",\"expires_at\":" + epoch(seconds) + "}";
  }
}
