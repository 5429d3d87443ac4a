package dev.watchword.guard;

import dev.watchword.http.RequestBody;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A token that is bound to one body by a claim with its SHA-256: in hexadecimal as Vonage writes
 * it, or in base64 as LiveKit does.
 */
final class BodyHash {
  private static final int HEX = 64;
  static final Rejection TOO_LARGE =
      new Rejection(
          Reason.BODY_SIZE,
          "the body is larger than " + RequestBody.MOST + " bytes, so no hash is made of it");
  static final Rejection BROKEN =
      new Rejection(Reason.BODY, "the body could not be read to its end");

  private BodyHash() {}

  /** Why the token is not for this body; null where it is. */
  static @Nullable Rejection fault(Caller caller, String claim, RequestFacts facts) {
    byte[] bound = bytes(caller.claim(claim, String.class).orElse(""));
    if (bound == null) {
      return new Rejection(
          Reason.BODY_HASH, "claim '" + claim + "' is no SHA-256 in hexadecimal or base64");
    }
    try {
      byte[] body = facts.body().start();
      if (body.length > RequestBody.MOST) {
        return TOO_LARGE;
      }
      return MessageDigest.isEqual(bound, sha256(body))
          ? null
          : new Rejection(Reason.BODY_HASH, "claim '" + claim + "' is the hash of another body");
    } catch (IOException broken) {
      return BROKEN;
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never); // every Java has SHA-256
    }
  }

  /** The bytes of a SHA-256 in hexadecimal; null where the text is none. */
  static byte @Nullable [] hex(String text) {
    return text.length() == HEX ? bytes(text) : null;
  }

  private static byte @Nullable [] bytes(String text) {
    try {
      byte[] bytes =
          text.length() == HEX ? HexFormat.of().parseHex(text) : Base64.getDecoder().decode(text);
      return bytes.length == HEX / 2 ? bytes : null;
    } catch (IllegalArgumentException noHash) {
      return null;
    }
  }
}
