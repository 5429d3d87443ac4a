package dev.watchword.outgoing;

import dev.watchword.token.WebOrigin;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Scheme, host and port of those who may get a token. */
final class Origins {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Origins() {}

  /**
   * An origin that a person wrote, in the form of {@link #of}.
   *
   * @throws IllegalArgumentException where it is none that may get a token
   */
  static String listed(String text) {
    String origin = WebOrigin.canonical(text);
    if (origin == null || origin.contains("*") || !origin.equals(of(URI.create(origin)))) {
      throw new IllegalArgumentException(
          "a token goes to an exact origin such as https://orders.example.com or"
              + " https://orders.example.com:8443, without a path, and by http to localhost alone");
    }
    return origin;
  }

  /**
   * The origin of a URI, in lower case and without the port that is the scheme's own; null where no
   * token may go to it, whoever is listed. A host with a dot at its end is not the host without.
   */
  static @Nullable String of(URI target) {
    String scheme = target.getScheme();
    String host = target.getHost(); // null for what is not ASCII, and for all that is no server
    if (scheme == null || host == null || target.getRawUserInfo() != null || host.endsWith(".")) {
      return null;
    }
    String name = host.toLowerCase(Locale.ROOT);
    boolean isSafe = scheme.equalsIgnoreCase("https");
    if (!isSafe && !(scheme.equalsIgnoreCase("http") && LOOPBACK.contains(name))) {
      return null;
    }
    int own = isSafe ? 443 : 80;
    boolean isUsual = target.getPort() == -1 || target.getPort() == own;
    return (isSafe ? "https://" : "http://") + name + (isUsual ? "" : ":" + target.getPort());
  }
}
