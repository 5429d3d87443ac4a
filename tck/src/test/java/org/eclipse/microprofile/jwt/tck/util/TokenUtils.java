package org.eclipse.microprofile.jwt.tck.util;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import dev.watchword.tck.SharedSecret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.AesKey;

/**
 * Stands before the class of this name in the TCK, which signs with RSA and EC only: the same
 * calls, and tokens that are signed with HS256 and our secret, whatever key the tests bring.
 */
public final class TokenUtils {
  /** What is wrong with a token on purpose, as in the TCK. */
  public enum InvalidClaims {
    ISSUER,
    IAT,
    EXP,
    SIGNER,
    ENCRYPTOR,
    ALG
  }

  private static final long LIFE = 300;
  private static final String OTHER_SECRET = UUID.randomUUID().toString() + UUID.randomUUID();

  private TokenUtils() {}

  public static String generateTokenString(String resource) throws Exception {
    return generateTokenString(resource, null, null);
  }

  public static String generateTokenString(String resource, Set<InvalidClaims> invalid)
      throws Exception {
    return generateTokenString(resource, invalid, null);
  }

  public static String generateTokenString(
      String resource, Set<InvalidClaims> invalid, Map<String, Long> times) throws Exception {
    Set<InvalidClaims> wrong = invalid == null ? Set.of() : invalid;
    String claims = claims(resource, wrong, times);
    String secret = wrong.contains(InvalidClaims.SIGNER) ? OTHER_SECRET : SharedSecret.SECRET;
    // The TCK's wrong algorithm is HS256; for us it is another one of the same family
    return wrong.contains(InvalidClaims.ALG)
        ? JWT.create().withPayload(claims).sign(Algorithm.HMAC384(secret))
        : JWT.create().withPayload(claims).sign(Algorithm.HMAC256(secret));
  }

  public static String generateTokenString(
      PrivateKey key,
      String kid,
      String resource,
      Set<InvalidClaims> invalid,
      Map<String, Long> times)
      throws Exception {
    return generateTokenString(resource, invalid, times);
  }

  public static String signClaims(
      PrivateKey key,
      String kid,
      String resource,
      Set<InvalidClaims> invalid,
      Map<String, Long> times)
      throws Exception {
    return generateTokenString(resource, invalid, times);
  }

  public static String signClaims(String resource) throws Exception {
    return generateTokenString(resource);
  }

  /** Five parts, which no key of ours opens. */
  public static String encryptClaims(String resource) throws Exception {
    return encrypted(claims(resource, Set.of(), null));
  }

  public static String signEncryptClaims(String resource) throws Exception {
    return encrypted(generateTokenString(resource));
  }

  public static RSAPrivateKey readPrivateKey(String resource) throws Exception {
    String pem = readResource(resource).replaceAll("-----.*?-----|\\s", "");
    byte[] encoded = Base64.getDecoder().decode(pem);
    return (RSAPrivateKey)
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  public static String readResource(String resource) throws IOException {
    try (InputStream in = TokenUtils.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public static int currentTimeInSecs() {
    return (int) (System.currentTimeMillis() / 1000);
  }

  private static String encrypted(String payload) throws Exception {
    JsonWebEncryption encryption = new JsonWebEncryption();
    encryption.setAlgorithmHeaderValue("dir");
    encryption.setEncryptionMethodHeaderParameter("A256GCM");
    encryption.setKey(new AesKey(OTHER_SECRET.substring(0, 32).getBytes(StandardCharsets.UTF_8)));
    encryption.setPayload(payload);
    return encryption.getCompactSerialization();
  }

  /** The dates as in the TCK: an end that is asked for is five seconds after the issue. */
  private static String claims(String resource, Set<InvalidClaims> wrong, Map<String, Long> times)
      throws Exception {
    JwtClaims claims = JwtClaims.parse(readResource(resource));
    if (wrong.contains(InvalidClaims.ISSUER)) {
      claims.setIssuer("INVALID_ISSUER");
    }
    long issued = currentTimeInSecs();
    long end = issued + LIFE;
    if (times != null && times.containsKey("exp")) {
      end = times.get("exp");
      issued = end - 5;
    } else if (wrong.contains(InvalidClaims.IAT)) {
      issued = end + 5;
    }
    claims.setIssuedAt(NumericDate.fromSeconds(issued));
    claims.setClaim("auth_time", issued);
    if (!wrong.contains(InvalidClaims.EXP)) {
      claims.setExpirationTime(NumericDate.fromSeconds(end)); // else the old one of the file
    }
    if (times != null) {
      times.putAll(Map.of("iat", issued, "auth_time", issued, "exp", end));
    }
    return claims.toJson();
  }
}
