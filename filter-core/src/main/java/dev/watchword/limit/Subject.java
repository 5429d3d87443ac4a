package dev.watchword.limit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * Whose tokens a revocation is about, or which token was used. What comes out of tokens is there as
 * its SHA-256 alone: of one length, and without anything personal in it.
 *
 * @param issuer the operator's name for it
 * @param hash of what the subject is among its kind, in base64url
 */
public record Subject(Kind kind, String issuer, String hash) {

  /** What can be revoked. */
  public enum Kind {
    /** The one token with a {@code jti}. */
    TOKEN,
    /** All tokens of a caller. */
    CALLER,
    /** All tokens of an issuer. */
    ISSUER,
    /** All tokens that were signed with a key. */
    KEY,
    /** All tokens in which a claim has a value. */
    CLAIM;

    /** The word used in keys, log and command line. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Subject token(String issuer, String jti) {
    return new Subject(Kind.TOKEN, issuer, sha256(jti));
  }

  /** All tokens of the caller with this {@code Caller.id()}. */
  public static Subject caller(String issuer, String id) {
    return new Subject(Kind.CALLER, issuer, sha256(id));
  }

  public static Subject issuer(String issuer) {
    return new Subject(Kind.ISSUER, issuer, "all");
  }

  /** All tokens that were signed with the key of this fingerprint, whatever its name is now. */
  public static Subject key(String issuer, String fingerprint) {
    return new Subject(Kind.KEY, issuer, fingerprint);
  }

  /** All tokens in which this claim is, or has among others, this value, written as text. */
  public static Subject claim(String issuer, String claim, String value) {
    return new Subject(Kind.CLAIM, issuer, sha256(claim.length() + ":" + claim + value));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
