package dev.watchword.benchmarks;

import dev.watchword.token.ClaimNames;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenKind;
import dev.watchword.token.TokenSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the tokens of {@link Flood}; no two are the same. */
final class FloodTokens {
  private static final long HOUR = 3600;
  private static final long AGE = 2 * HOUR;

  private final byte[] secret;
  private final Instant issuedAt = Instant.now().minusSeconds(AGE);
  private final AtomicLong ids = new AtomicLong();
  private final TokenSigner known;
  private final TokenSigner unknown;

  FloodTokens() {
    byte[] random = new byte[36];
    new SecureRandom().nextBytes(random);
    secret = base64(random).getBytes(StandardCharsets.US_ASCII); // a NUL byte would be refused
    known = signer(FloodServer.KEY_ID);
    unknown = signer("k9");
  }

  /** As the server's setting has it. */
  String secret() {
    return "hex:" + HexFormat.of().formatHex(secret);
  }

  String valid() {
    return signed(known, "jane", HOUR);
  }

  String expired() {
    return signed(known, "jane", -HOUR);
  }

  String revoked() {
    return signed(known, FloodServer.REVOKED_CALLER, HOUR);
  }

  String unknownKey() {
    return signed(unknown, "jane", HOUR);
  }

  String badSignature() {
    String valid = valid();
    byte[] mac = new byte[32];
    ThreadLocalRandom.current().nextBytes(mac);
    return valid.substring(0, valid.lastIndexOf('.') + 1) + base64(mac);
  }

  String algorithmNone() {
    byte[] header = "{\"alg\":\"none\"}".getBytes(StandardCharsets.US_ASCII);
    return base64(header) + "." + valid().split("\\.", -1)[1] + ".";
  }

  String garbage() {
    byte[] bytes = new byte[150];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String signed(TokenSigner signer, String user, long lifetime) {
    Map<String, Object> claims =
        Map.of(
            "sub",
            user,
            "jti",
            Long.toHexString(ids.incrementAndGet()),
            "iat",
            issuedAt,
            "exp",
            issuedAt.plusSeconds(AGE + lifetime),
            "email",
            user + "@example.com",
            "roles",
            List.of("reader", "editor"));
    return signer.sign(TokenKind.SIGNED, claims, issuedAt);
  }

  private TokenSigner signer(String kid) {
    SharedKey key = new SharedKey("usual", kid, secret, Set.of(MacAlgorithm.HS256), null, null);
    TimeRules times = new TimeRules(TimeRules.DEFAULT_LEEWAY, null, null);
    ClaimRules rules = new ClaimRules(null, Set.of(), Set.of(), times, ClaimNames.DEFAULT);
    return new TokenSigner(new Issuer("default", List.of(key), rules));
  }
}
