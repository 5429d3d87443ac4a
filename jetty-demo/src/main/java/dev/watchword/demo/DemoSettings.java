package dev.watchword.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/**
 * Where the demo listens, and how it is guarded.
 *
 * @param madeSecret the secret that was made for this run; empty where the operator set one
 */
record DemoSettings(String host, int port, String madeSecret) {
  private static final int SECRET_BYTES = 32;

  private static final int MOST_PORTS = 65_535;

  /** Where one of these is set, the operator has a secret. */
  private static final List<String> SECRETS =
      List.of(
          "watchword.secret",
          "watchword.secret.location",
          "watchword.secret.file", // as WATCHWORD_SECRET_FILE, which Docker images have
          "watchword.keys",
          "watchword.issuers",
          "watchword.issuers.location");

  static DemoSettings of(Config config) {
    boolean given =
        SECRETS.stream().anyMatch(name -> config.getConfigValue(name).getRawValue() != null);
    return new DemoSettings(
        config.getOptionalValue("demo.host", String.class).orElse("127.0.0.1"),
        port(
            "DEMO_PORT (demo.port)",
            config.getOptionalValue("demo.port", String.class).orElse("8080")),
        given ? "" : newSecret());
  }

  static int port(String name, String text) {
    int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
    if (port < 0 || port > MOST_PORTS) {
      throw new IllegalArgumentException(
          name + " is '" + text + "': a number from 0 to 65535, such as 8081");
    }
    return port;
  }

  /** The same at the port that was taken. */
  DemoSettings at(int actualPort) {
    return new DemoSettings(host, actualPort, madeSecret);
  }

  /** The same on a port some further; any free one, if this is. */
  DemoSettings further(int ports) {
    if (port + ports > MOST_PORTS) {
      throw new IllegalArgumentException(
          "DEMO_PORT (demo.port) is '" + port + "': the other nodes need the ports after it");
    }
    return new DemoSettings(host, port == 0 ? 0 : port + ports, madeSecret);
  }

  static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Where a browser on this machine finds it. */
  String url(int actualPort) {
    String name =
        switch (host) {
          case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
          default -> host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    return "http://" + name + ":" + actualPort;
  }

  @Override
  public String toString() {
    return "DemoSettings[" + host + ":" + port + "]";
  }
}
