package dev.watchword.benchmarks;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * One secret, and the tokens made with it: some 390 characters with eight claims, as a login hands
 * them out.
 */
final class Scene {
  static final String ISSUER = "https://login.example.com";
  static final String AUDIENCE = "https://api.example.com";

  /** An API key, say, that was put in the wrong place. */
  static final String GARBAGE = "wk_live_9f2c4a7be01d4f6c8a35";

  private final byte[] secret;
  private final Instant now = Instant.now();

  Scene() {
    this(new byte[48]);
    new SecureRandom().nextBytes(secret);
  }

  /** Of a secret that others have too. */
  Scene(byte[] secret) {
    this.secret = secret.clone();
  }

  byte[] secret() {
    return secret.clone();
  }

  String valid() {
    return claims(now.plusSeconds(3600)).sign(Algorithm.HMAC256(secret));
  }

  String expired() {
    return claims(now.minusSeconds(3600)).sign(Algorithm.HMAC256(secret));
  }

  String otherAudience() {
    return claims(now.plusSeconds(3600))
        .withAudience("https://other.example.com")
        .sign(Algorithm.HMAC256(secret));
  }

  /** Right in form, by somebody who does not know the secret. */
  String badSignature() {
    String valid = valid();
    int mac = valid.lastIndexOf('.') + 1;
    return valid.substring(0, mac)
        + (valid.charAt(mac) == 'A' ? 'B' : 'A')
        + valid.substring(mac + 1);
  }

  /** The oldest trick: no signature, and a header that says so. */
  String algorithmNone() {
    String[] parts = valid().split("\\.", -1);
    byte[] header = "{\"alg\":\"none\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(header) + "." + parts[1] + ".";
  }

  private JWTCreator.Builder claims(Instant exp) {
    return JWT.create()
        .withSubject("248289761001")
        .withAudience(AUDIENCE)
        .withIssuer(ISSUER)
        .withIssuedAt(now.minusSeconds(7200))
        .withExpiresAt(exp)
        .withJWTId(UUID.randomUUID().toString())
        .withClaim("name", "Jane Doe")
        .withClaim("email", "jane.doe@example.com")
        .withArrayClaim("roles", new String[] {"reader", "editor"});
  }
}
