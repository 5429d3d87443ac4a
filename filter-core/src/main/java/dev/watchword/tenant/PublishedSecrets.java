package dev.watchword.tenant;

import dev.watchword.token.SharedKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;

/**
 * JWT secrets that stand on the web, from wallarm/jwt-secrets (MIT), and the keys of examples in
 * RFC 7515 and 7520. The jar holds the first eight bytes of each one's SHA-256, so that it is no
 * list of secrets itself.
 */
final class PublishedSecrets {
  private static final String RESOURCE = "published-secrets.sha256-64";

  /** Read once, when the first secret is looked at: many tenants have many. */
  private static final class Digests {
    static final Set<Long> ALL = load();
  }

  private PublishedSecrets() {}

  static boolean contains(String text) {
    return contains(text.strip().getBytes(StandardCharsets.UTF_8));
  }

  static boolean contains(byte[] secret) {
    return Digests.ALL.contains(digest(secret));
  }

  static boolean contains(SharedKey key) {
    return key.secret().isAmong(Digests.ALL);
  }

  private static Set<Long> load() {
    try (InputStream in = PublishedSecrets.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      Set<Long> digests = new HashSet<>();
      while (bytes.hasRemaining()) {
        digests.add(bytes.getLong());
      }
      return Set.copyOf(digests);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static long digest(byte[] secret) {
    try {
      byte[] whole = MessageDigest.getInstance("SHA-256").digest(secret);
      return ByteBuffer.wrap(whole).getLong();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
