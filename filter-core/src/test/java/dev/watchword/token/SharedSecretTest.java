package dev.watchword.token;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.TestSecrets;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whether a secret is one that was published: requirement 77. */
class SharedSecretTest {
  @Test // requirement 77
  void publishedSecret_isFoundByItsDigest() throws NoSuchAlgorithmException {
    byte[] secret = TestSecrets.secret("published");
    long digest = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(secret)).getLong();
    SharedSecret shared = new SharedSecret(secret);
    assertTrue(shared.isAmong(Set.of(1L, digest)));
    assertFalse(shared.isAmong(Set.of(1L, digest + 1)));
  }
}
