package dev.watchword.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens, good and bad, by nothing but the JDK: what it makes must not depend on the code
 * under test. It starts out good: HS256, {@code sub} alice, five minutes to live from {@link #NOW},
 * signed with the secret {@code main}.
 */
public final class Tokens {
  /** When every test takes place. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** The {@code exp} of a good token. */
  public static final Instant SOON = NOW.plusSeconds(300);

  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private final Map<String, String> header = new LinkedHashMap<>();
  private final Map<String, String> claims = new LinkedHashMap<>();
  private byte[] rawHeader;
  private byte[] rawPayload;
  private byte[] secret = TestSecrets.secret("main");
  private String mac = "HmacSHA256";

  private Tokens() {
    header("alg", "HS256");
    claim("sub", "alice");
    expiringAt(SOON);
  }

  /** A good token, to be spoiled. */
  public static Tokens good() {
    return new Tokens();
  }

  /** The text of a good token. */
  public static String goodText() {
    return good().text();
  }

  /** Names the algorithm in the header, and signs by it where it is one of the three. */
  public Tokens algorithm(String name) {
    if (name.matches("HS(256|384|512)")) {
      mac = "HmacSHA" + name.substring(2);
    }
    return header("alg", name);
  }

  public Tokens kid(String kid) {
    return header("kid", kid);
  }

  /** Sets a header parameter: a string, number, boolean, null, instant, list or map. */
  public Tokens header(String name, Object value) {
    header.put(name, json(value));
    return this;
  }

  /** The whole header as it shall stand, whatever it is. */
  public Tokens rawHeader(String text) {
    return rawHeader(text.getBytes(UTF_8));
  }

  public Tokens rawHeader(byte[] bytes) {
    rawHeader = bytes.clone();
    return this;
  }

  /** Sets a claim: a string, number, boolean, null, instant, list or map. */
  public Tokens claim(String name, Object value) {
    return rawClaim(name, json(value));
  }

  /** Sets a claim to a piece of JSON, such as {@code 1e18}. */
  public Tokens rawClaim(String name, String json) {
    claims.put(name, json);
    return this;
  }

  public Tokens without(String claim) {
    claims.remove(claim);
    return this;
  }

  public Tokens expiringAt(Instant exp) {
    return claim("exp", exp);
  }

  /** The whole payload as it shall stand, whatever it is. */
  public Tokens rawPayload(String text) {
    return rawPayload(text.getBytes(UTF_8));
  }

  public Tokens rawPayload(byte[] bytes) {
    rawPayload = bytes.clone();
    return this;
  }

  public Tokens secret(byte[] bytes) {
    secret = bytes.clone();
    return this;
  }

  /** Signs with the test secret of that word. */
  public Tokens signedBy(String word) {
    return secret(TestSecrets.secret(word));
  }

  /** Header, payload and MAC. */
  public String text() {
    return sign(base64(headerBytes()) + "." + base64(payloadBytes()), mac, secret);
  }

  /** With the first character of the MAC changed. */
  public String tampered() {
    String text = text();
    return changed(text, text.lastIndexOf('.') + 1);
  }

  /** Without the MAC, but with the dot before it. */
  public String unsigned() {
    String text = text();
    return text.substring(0, text.lastIndexOf('.') + 1);
  }

  private byte[] headerBytes() {
    return rawHeader == null ? object(header).getBytes(UTF_8) : rawHeader;
  }

  private byte[] payloadBytes() {
    return rawPayload == null ? object(claims).getBytes(UTF_8) : rawPayload;
  }

  /** Any two parts with a right MAC over them, be they base64 or not. */
  public static String sign(String signingInput, String mac, byte[] secret) {
    return signingInput + "." + base64(mac(signingInput, mac, secret));
  }

  public static byte[] mac(String signingInput, String mac, byte[] secret) {
    try {
      Mac engine = Mac.getInstance(mac);
      engine.init(new SecretKeySpec(secret, mac));
      return engine.doFinal(signingInput.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String base64(String text) {
    return base64(text.getBytes(UTF_8));
  }

  /** The bytes of one part of a token; 0 is the header. */
  public static byte[] part(String token, int index) {
    return Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
  }

  /** The text with another character of the base64url alphabet in that place. */
  public static String changed(String text, int at) {
    int other = (BASE64URL.indexOf(text.charAt(at)) + 1) % BASE64URL.length();
    return text.substring(0, at) + BASE64URL.charAt(other) + text.substring(at + 1);
  }

  /** A JSON object of members that are JSON already. */
  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> json(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A value as JSON. */
  public static String json(Object value) {
    if (value instanceof Instant instant) {
      return Long.toString(instant.getEpochSecond());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Tokens::json).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      boolean plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
      json.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return json.append('"').toString();
  }
}
