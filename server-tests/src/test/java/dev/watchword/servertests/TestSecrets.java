package dev.watchword.servertests;

import dev.watchword.testkit.TestToken;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Secrets and tokens for applications of the servers. */
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
    return tokenOfAlice(secret).claim("plan", "gold").text();
  }

  /** The same for so many seconds. */
  static String token(String secret, long seconds) {
    return tokenOfAlice(secret)
        .claim("plan", "gold")
        .claim("exp", Instant.now().plusSeconds(seconds))
        .text();
  }

  /** A token of alice that may be given more claims. */
  static TestToken tokenOfAlice(String secret) {
    return TestToken.of(secret, Instant.now()).sub("alice");
  }

  private static String base64url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
