package dev.watchword.testing;

import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** JWKs as text, of secrets made for one run. */
public final class Jwks {
  private Jwks() {}

  /** A {@code k} that is good for every algorithm. */
  public static String k() {
    return k(RandomSecrets.bytes(64));
  }

  public static String k(byte[] secret) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** The secret that a {@code k} stands for. */
  public static byte[] secret(String k) {
    return Base64.getUrlDecoder().decode(k);
  }

  /** A JWK of that secret; {@code more} are further members, with their commas in front. */
  public static String key(String k, String more) {
    return "{\"kty\":\"oct\",\"k\":\"%s\"%s}".formatted(k, more);
  }

  public static String key(String k) {
    return key(k, "");
  }

  /** The member {@code kid}, with its comma in front. */
  public static String kid(String kid) {
    return ",\"kid\":\"" + kid + "\"";
  }

  public static String set(String... keys) {
    return Arrays.stream(keys).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }
}
