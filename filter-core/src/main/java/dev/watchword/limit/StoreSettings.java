package dev.watchword.limit;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where a store is, and how it is to be used.
 *
 * @param uri as the operator wrote it, with its scheme in lower case; it may hold a password, so it
 *     is never shown: see {@link #shown}
 * @param prefix what every key begins with, so that two applications can use one server
 * @param timeout how long a request waits for an answer at most
 * @param staleness for how long a revocation made by another node may go unnoticed here
 */
public record StoreSettings(URI uri, String prefix, Duration timeout, Duration staleness) {
  /** So that REDISS cannot mean less than rediss to a provider. */
  public StoreSettings {
    String scheme = uri.getScheme();
    if (scheme != null) {
      uri = URI.create(scheme.toLowerCase(Locale.ROOT) + uri.toString().substring(scheme.length()));
    }
  }

  /** The URL without user and password. */
  public String shown() {
    String host = uri.getHost() == null ? "" : uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + host + port;
  }

  @Override
  public String toString() {
    return "StoreSettings[" + shown() + "]";
  }
}
