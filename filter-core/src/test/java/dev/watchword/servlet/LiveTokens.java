package dev.watchword.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.Tokens;
import java.time.Instant;

/** Tokens for real servers, which have the real clock; they are made from the JDK alone. */
final class LiveTokens {
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private LiveTokens() {}

  /** A strong secret for one run. */
  static String secret() {
    return RandomSecrets.good();
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
    return Tokens.changed(token, token.indexOf('.') + 5);
  }

  static String signed(String secret, String payload) {
    String input = Tokens.base64(HEADER) + "." + Tokens.base64(payload);
    return Tokens.sign(input, "HmacSHA256", secret.getBytes(UTF_8));
  }
}
