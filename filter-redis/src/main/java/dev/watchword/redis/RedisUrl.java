package dev.watchword.redis;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is: {@code scheme://[user:password@]host[:port][/database]}.
 *
 * @param user null for Redis's {@code default} user
 * @param password null where none is needed
 */
record RedisUrl(
    boolean tls,
    boolean cluster,
    String host,
    int port,
    int database,
    @Nullable String user,
    @Nullable String password) {
  static final Set<String> SCHEMES = Set.of("redis", "rediss", "redis+cluster", "rediss+cluster");

  private static final int USUAL_PORT = 6379;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException in words that show neither user nor password
   */
  static RedisUrl of(URI uri) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "a "
              + scheme
              + " URL is "
              + scheme
              + "://[user:password@]host[:port]; it has one host"
              + " of letters, digits, hyphens and dots, and other characters of a password are"
              + " written as in %40 for @");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "a "
              + scheme
              + " URL has nothing behind ? or #; the settings watchword.store.* say how"
              + " the store is used");
    }
    String[] user = credentials(uri.getRawUserInfo());
    boolean cluster = scheme.endsWith("+cluster");
    int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
    int database = database(scheme, uri.getRawPath(), cluster);
    return new RedisUrl(
        scheme.startsWith("rediss"), cluster, uri.getHost(), port, database, user[0], user[1]);
  }

  private static int database(String scheme, String path, boolean cluster) {
    if (path.isEmpty() || path.equals("/")) {
      return 0;
    }
    if (cluster || !path.matches("/\\d{1,4}")) {
      throw new IllegalArgumentException(
          cluster
              ? "a " + scheme + " URL ends after the port: a cluster has one database"
              : "a "
                  + scheme
                  + " URL ends with the number of a database, as in /0, or after the port");
    }
    return Integer.parseInt(path.substring(1));
  }

  /** User and password; a text without a colon is the password, as {@code redis-cli} has it. */
  private static @Nullable String[] credentials(@Nullable String info) {
    if (info == null || info.isEmpty()) {
      return new String[] {null, null};
    }
    int colon = info.indexOf(':');
    String user = colon <= 0 ? null : decoded(info.substring(0, colon));
    return new String[] {user, decoded(info.substring(colon + 1))};
  }

  /** A plus stands for itself, unlike in a form. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The same for Lettuce, which asks for the password when it connects. */
  RedisURI forLettuce(Duration timeout) {
    RedisURI.Builder uri =
        RedisURI.builder()
            .withHost(host)
            .withPort(port)
            .withDatabase(database)
            .withSsl(tls)
            .withTimeout(timeout);
    String secret = password;
    if (secret != null) {
      String name = user;
      uri.withAuthentication(
          RedisCredentialsProvider.from(
              () ->
                  name == null
                      ? RedisCredentials.just(null, secret)
                      : RedisCredentials.just(name, secret)));
    }
    return uri.build();
  }

  @Override
  public String toString() {
    return "RedisUrl[" + host + ":" + port + "]";
  }
}
