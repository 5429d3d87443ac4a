package dev.watchword.testkit;

import dev.watchword.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A token for tests, good until something is made wrong. It is signed by code of its own, so that a
 * test does not ask the library whether the library is right. Immutable: each method gives another.
 */
public final class TestToken {
  private final byte[] secret;
  private final Instant now;
  private final Map<String, Object> header;
  private final Map<String, Object> claims;

  private TestToken(
      byte[] secret, Instant now, Map<String, Object> header, Map<String, Object> claims) {
    this.secret = secret;
    this.now = now;
    this.header = header;
    this.claims = claims;
  }

  /**
   * A token of HS256 with {@code iat} and an {@code exp} a quarter of an hour later, and no claim
   * besides.
   *
   * @param secret the text that both sides share
   */
  public static TestToken of(String secret, Instant now) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "HS256");
    header.put("typ", "JWT");
    TestToken token =
        new TestToken(secret.getBytes(StandardCharsets.UTF_8), now, header, new LinkedHashMap<>());
    return token.claim("iat", now).claim("exp", now.plusSeconds(900));
  }

  /** The instant at which the token is made. */
  public Instant now() {
    return now;
  }

  /**
   * The same with that claim.
   *
   * @param value a text, a {@code Long}, {@code Boolean}, {@code List} or {@code Map}, or an
   *     instant, which is written in seconds
   */
  public TestToken claim(String name, Object value) {
    return new TestToken(secret, now, header, with(claims, name, value));
  }

  /** The same with that caller. */
  public TestToken sub(String name) {
    return claim("sub", name);
  }

  /** The same without that claim. */
  public TestToken without(String claim) {
    return new TestToken(secret, now, header, with(claims, claim, null));
  }

  /** The same with that parameter in its header. */
  public TestToken header(String name, Object value) {
    return new TestToken(secret, now, with(header, name, value), claims);
  }

  /** The same, signed with another secret. */
  public TestToken signedWith(String other) {
    return new TestToken(other.getBytes(StandardCharsets.UTF_8), now, header, claims);
  }

  private static Map<String, Object> with(
      Map<String, Object> members, String name, @Nullable Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    if (value == null) {
      more.remove(name);
    } else {
      more.put(name, value instanceof Instant date ? (Object) date.getEpochSecond() : value);
    }
    return more;
  }

  /** The compact form (RFC 7515 section 7.1). */
  public String text() {
    return withPayload(payload());
  }

  /** The payload as JSON. */
  String payload() {
    return StrictJson.write(claims);
  }

  /** The compact form of any payload, rightly signed. */
  String withPayload(String payload) {
    String input = part(StrictJson.write(header)) + "." + part(payload);
    return input + "." + base64(mac(input));
  }

  private static String part(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private byte[] mac(String input) {
    String algorithm = String.valueOf(header.get("alg")).replace("HS", "HmacSHA");
    String known = algorithm.startsWith("HmacSHA") ? algorithm : "HmacSHA256";
    try {
      Mac mac = Mac.getInstance(known);
      mac.init(new SecretKeySpec(secret, known));
      return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException unknown) {
      throw new IllegalArgumentException(algorithm, unknown);
    }
  }

  /** Its header and claims, never the secret. */
  @Override
  public String toString() {
    return "TestToken[" + header + ", " + claims + "]";
  }
}
