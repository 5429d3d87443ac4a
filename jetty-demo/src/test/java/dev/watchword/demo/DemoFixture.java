package dev.watchword.demo;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.logging.LogManager;

/** Demos on free ports. */
final class DemoFixture {
  static {
    LogManager.getLogManager().reset(); // no test reads what is logged here
  }

  private DemoFixture() {}

  /** A secret of 64 letters: enough for each algorithm. */
  static String secret() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static Demo start() throws Exception {
    return start(secret(), Map.of());
  }

  /** A demo with that secret, as if it had been made for this run. */
  static Demo start(String secret, Map<String, String> settings) throws Exception {
    return start(new DemoSettings("127.0.0.1", 0, secret), settings);
  }

  /** The same by another clock; without a secret it is as if the operator had brought one. */
  static Demo startAt(InstantSource clock, String secret, Map<String, String> settings)
      throws Exception {
    return start(new DemoSettings("127.0.0.1", 0, secret), settings, clock);
  }

  static Demo start(DemoSettings where, Map<String, String> settings) throws Exception {
    return start(where, settings, Clock.systemUTC());
  }

  /**
   * Settings stand in system properties, the place an operator has, but only while it starts: it
   * does not look again.
   */
  static Demo start(DemoSettings where, Map<String, String> settings, InstantSource clock)
      throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.put("watchword.refresh", "off");
    all.forEach(System::setProperty);
    try {
      return Demo.start(where, clock);
    } finally {
      all.keySet().forEach(System::clearProperty);
    }
  }

  static String token(Demo demo, String name) {
    return Mint.token(demo.watchword(), name, Duration.ofMinutes(15), Instant.now());
  }

  /** The same token but for one letter of its payload. */
  static String changed(String token) {
    int at = token.indexOf('.') + 6;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }
}
