package dev.watchword.testing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets for tests, by a word: the same word means the same secret for as long as this JVM runs.
 * They are made at random each time, so that none stands in the sources for somebody to copy
 * (requirement 77).
 */
public final class TestSecrets {
  private static final int LONG_ENOUGH_FOR_EVERY_ALGORITHM = 64;
  private static final Map<String, byte[]> SECRETS = new ConcurrentHashMap<>();
  private static final SecureRandom RANDOM = new SecureRandom();

  private TestSecrets() {}

  /** 64 random bytes. */
  public static byte[] secret(String word) {
    return SECRETS.computeIfAbsent(word, any -> random()).clone();
  }

  /** Lets a word mean the secret that it means in another JVM; before it is first used here. */
  public static void agree(String word, byte[] secret) {
    SECRETS.put(word, secret.clone());
  }

  /** The secret of a word as text for a setting, without a prefix that states an encoding. */
  public static String text(String word) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret(word));
  }

  private static byte[] random() {
    byte[] secret = new byte[LONG_ENOUGH_FOR_EVERY_ALGORITHM];
    RANDOM.nextBytes(secret);
    for (int i = 0; i < secret.length; i++) {
      secret[i] |= 1; // production refuses NUL bytes
    }
    return secret;
  }
}
