package dev.watchword.token;

import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * java-jwt's HMAC without the work it does anew for each token: looking the algorithm up, and
 * preparing the key. A prepared engine is lent to one thread at a time; a thread that finds none
 * makes another. There is no lock, and nothing belongs to a thread, of which there may be a
 * million.
 */
final class PooledHmac extends Algorithm {
  private static final int SLOTS = 16;

  private final AtomicReferenceArray<@Nullable Mac> idle = new AtomicReferenceArray<>(SLOTS);
  private final SecretKeySpec key;

  /**
   * An engine.
   *
   * @param name as in {@code alg}
   * @param javaName the JDK's name for the same
   */
  PooledHmac(String name, String javaName, byte[] secret) {
    super(name, javaName);
    this.key = new SecretKeySpec(secret, javaName);
    idle.set(0, newMac()); // a JDK without this algorithm is found out here
  }

  private Mac newMac() {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no " + key.getAlgorithm(), missing);
    }
  }

  @Override
  public byte[] sign(byte[] content) {
    return sign(content, content.length);
  }

  /** Over the first bytes alone, which saves a copy of them for each token. */
  byte[] sign(byte[] content, int length) {
    int slot = (int) Thread.currentThread().getId() & (SLOTS - 1);
    Mac lent = idle.getAndSet(slot, null);
    Mac mac = lent == null ? newMac() : lent;
    mac.update(content, 0, length);
    byte[] result = mac.doFinal();
    idle.set(slot, mac); // only now: an engine that threw is not used again
    return result;
  }

  @Override
  public void verify(DecodedJWT jwt) {
    String input = jwt.getHeader() + "." + jwt.getPayload();
    byte[] right = sign(input.getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(right, decoded(jwt.getSignature()))) {
      throw new SignatureVerificationException(this);
    }
  }

  private byte[] decoded(String signature) {
    try {
      return Base64.getUrlDecoder().decode(signature);
    } catch (IllegalArgumentException notBase64) {
      throw new SignatureVerificationException(this, notBase64);
    }
  }
}
