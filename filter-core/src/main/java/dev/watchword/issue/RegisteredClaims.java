package dev.watchword.issue;

import dev.watchword.token.ClaimRules;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The claims that an issuer sets by itself (RFC 7519 section 4.1), but for the subject. */
final class RegisteredClaims {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int JTI_BYTES = 16;

  private RegisteredClaims() {}

  /** Adds parties, dates and a random id. */
  static void put(Map<String, Object> claims, ClaimRules rules, Instant now, Duration lifetime) {
    if (rules.iss() != null) {
      claims.put("iss", rules.iss());
    }
    List<String> audiences = new ArrayList<>(new TreeSet<>(rules.audiences()));
    if (!audiences.isEmpty()) {
      claims.put("aud", audiences.size() == 1 ? audiences.get(0) : audiences);
    }
    claims.put("iat", now);
    claims.put("nbf", now);
    claims.put("exp", now.plus(lifetime));
    claims.put("jti", newId());
  }

  private static String newId() {
    byte[] bytes = new byte[JTI_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
