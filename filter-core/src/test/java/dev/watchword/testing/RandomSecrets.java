package dev.watchword.testing;

import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Secrets made for one run: no text in these tests may ever be good enough for a server. */
public final class RandomSecrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomSecrets() {}

  /** Good for every algorithm. */
  public static String good() {
    return text(64);
  }

  /** Letters, digits, hyphens and underscores. */
  public static String text(int length) {
    return Base64.getUrlEncoder().encodeToString(bytes(length)).substring(0, length);
  }

  /** Such a text in which at least eight characters differ, however short it is. */
  public static String various(int length) {
    String text = text(length);
    return text.chars().distinct().count() < 9 ? various(length) : text;
  }

  /** Random bytes without a NUL among them. */
  public static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (1 + RANDOM.nextInt(255));
    }
    return bytes;
  }

  public static String fingerprint(String secret) {
    return fingerprint(secret.getBytes(StandardCharsets.UTF_8));
  }

  public static String fingerprint(byte[] secret) {
    return new SharedKey("any", null, secret, Set.of(MacAlgorithm.HS256), null, null).fingerprint();
  }
}
