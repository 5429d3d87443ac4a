package dev.watchword.servlet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens as a stranger would make them: from the RFCs and the JDK alone. */
final class TestToken {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private TestToken() {}

  /** A strong secret for one run. */
  static String secret() {
    byte[] bytes = new byte[48];
    RANDOM.nextBytes(bytes);
    return base64url(bytes);
  }

  /** A good token with no more than a name. */
  static String of(String secret, String name) {
    return of(secret, name, "");
  }

  /** A good token; {@code more} are members of its payload, each with a comma before it. */
  static String of(String secret, String name, String more) {
    long inHalfAnHour = Instant.now().plusSeconds(1800).getEpochSecond();
    return signed(secret, "{\"sub\":\"" + name + "\",\"exp\":" + inHalfAnHour + more + "}");
  }

  static String expired(String secret) {
    long anHourAgo = Instant.now().minusSeconds(3600).getEpochSecond();
    return signed(secret, "{\"sub\":\"alice\",\"exp\":" + anHourAgo + "}");
  }

  /** The same token with one letter of its payload changed. */
  static String tampered(String token) {
    int at = token.indexOf('.') + 5;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  static String signed(String secret, String payload) {
    String input = base64url(ascii(HEADER)) + "." + base64url(ascii(payload));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return input + "." + base64url(mac.doFinal(ascii(input)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
