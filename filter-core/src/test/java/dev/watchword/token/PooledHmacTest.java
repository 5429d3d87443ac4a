package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same MACs as java-jwt's own engines, which stay the judges. */
class PooledHmacTest {
  private final Random random = new Random(20261121);

  private static Algorithm stock(MacAlgorithm algorithm, byte[] secret) {
    return switch (algorithm) {
      case HS256 -> Algorithm.HMAC256(secret);
      case HS384 -> Algorithm.HMAC384(secret);
      case HS512 -> Algorithm.HMAC512(secret);
    };
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void mac_isThatOfJavaJwt(MacAlgorithm algorithm) {
    for (int length = 1; length < 300; length++) {
      byte[] secret = bytes(length);
      Algorithm ours = algorithm.engine(secret);
      Algorithm theirs = stock(algorithm, secret);
      assertEquals(theirs.getName(), ours.getName());
      for (int i = 0; i < 5; i++) {
        byte[] content = bytes(random.nextInt(2000));
        assertArrayEquals(theirs.sign(content), ours.sign(content));
        assertArrayEquals(theirs.sign(secret, content), ours.sign(secret, content));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void javaJwtAndWatchword_verifyEachOthersTokens(MacAlgorithm algorithm) {
    byte[] secret = bytes(64);
    Algorithm ours = algorithm.engine(secret);
    Algorithm theirs = stock(algorithm, secret);
    JWT.require(theirs).build().verify(JWT.create().withSubject("alice").sign(ours));
    JWT.require(ours).build().verify(JWT.create().withSubject("alice").sign(theirs));
    Algorithm strange = stock(algorithm, bytes(64));
    DecodedJWT forged = JWT.decode(JWT.create().withSubject("alice").sign(strange));
    assertThrows(SignatureVerificationException.class, () -> ours.verify(forged));
    DecodedJWT unsigned = JWT.decode(forged.getHeader() + "." + forged.getPayload() + ".");
    assertThrows(SignatureVerificationException.class, () -> ours.verify(unsigned));
    DecodedJWT broken = JWT.decode(forged.getHeader() + "." + forged.getPayload() + ".!");
    assertThrows(SignatureVerificationException.class, () -> ours.verify(broken));
  }

  @Test
  void secret_isCopied() {
    byte[] secret = bytes(32);
    byte[] content = bytes(100);
    byte[] right = stock(MacAlgorithm.HS256, secret).sign(content);
    Algorithm ours = MacAlgorithm.HS256.engine(secret);
    Arrays.fill(secret, (byte) 0);
    assertArrayEquals(right, ours.sign(content));
  }

  @Test
  void manyThreads_neverShareEngine() throws InterruptedException {
    byte[] secret = bytes(32);
    Algorithm ours = MacAlgorithm.HS256.engine(secret);
    AtomicInteger right = new AtomicInteger();
    Thread[] threads = new Thread[64];
    for (int t = 0; t < threads.length; t++) {
      byte[] content = bytes(10_000 + t);
      byte[] expected = stock(MacAlgorithm.HS256, secret).sign(content);
      Runnable work =
          () -> {
            for (int i = 0; i < 50; i++) {
              right.addAndGet(Arrays.equals(expected, ours.sign(content)) ? 1 : 0);
            }
          };
      threads[t] = new Thread(work);
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(64 * 50, right.get());
  }
}
