package dev.watchword.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens by nothing but the JDK. */
final class TestJwt {
  private TestJwt() {}

  static String sign(String header, String payload, String secret) {
    return sign(header, payload, secret.getBytes(UTF_8));
  }

  static String sign(String header, String payload, byte[] secret) {
    String input = base64(header.getBytes(UTF_8)) + "." + base64(payload.getBytes(UTF_8));
    return input + "." + base64(mac(input, secret));
  }

  static byte[] mac(String input, byte[] secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(input.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String header(String token) {
    return part(token, 0);
  }

  static String payload(String token) {
    return part(token, 1);
  }

  private static String part(String token, int index) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[index]), UTF_8);
  }

  static boolean isSignedBy(String token, String secret) {
    int dot = token.lastIndexOf('.');
    return base64(mac(token.substring(0, dot), secret.getBytes(UTF_8)))
        .equals(token.substring(dot + 1));
  }
}
