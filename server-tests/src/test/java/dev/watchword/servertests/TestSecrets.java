package dev.watchword.servertests;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets and tokens from the JDK alone. */
final class TestSecrets {
  private static final SecureRandom RANDOM = new SecureRandom();

  private TestSecrets() {}

  /** A strong secret with everything in it that some reader of settings would change. */
  static String awkward() {
    return forWebXml() + "${user.home}";
  }

  /** Tomcat itself expands the names of system properties in web.xml, so none is in here. */
  static String forWebXml() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return "a$b\\c,d\\,e\\\\f:${nobody}g=#h!" + base64url(bytes) + "%i\\u0041$$";
  }

  /** A token of alice, who has the plan gold. */
  static String token(String secret) {
    return token(secret, 1800);
  }

  /** The same for so many seconds. */
  static String token(String secret, long seconds) {
    return token(secret, seconds, "\"plan\":\"gold\"");
  }

  /** A token of alice with such members in place of the plan. */
  static String token(String secret, String members) {
    return token(secret, 1800, members);
  }

  private static String token(String secret, long seconds, String members) {
    long end = Instant.now().plusSeconds(seconds).getEpochSecond();
    String payload = "{\"sub\":\"alice\"," + members + ",\"exp\":" + end + "}";
    String input =
        base64url("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII))
            + "."
            + base64url(payload.getBytes(StandardCharsets.US_ASCII));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return input + "." + base64url(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
