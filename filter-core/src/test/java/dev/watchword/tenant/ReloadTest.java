package dev.watchword.tenant;

import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static dev.watchword.testing.VerdictAssertions.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.Watchword;
import dev.watchword.testing.LogCapture;
import dev.watchword.testing.RandomSecrets;
import dev.watchword.testing.Tokens;
import dev.watchword.token.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requirements 23 and 76: keys are read again, and a file that turned bad changes nothing. */
class ReloadTest {
  @TempDir Path folder;

  private static String token(String secret) {
    return Tokens.good().secret(secret.getBytes(StandardCharsets.UTF_8)).text();
  }

  @Test // requirement 23 (and CVE-2019-20933, CVE-2026-31837: never an empty or fallback key)
  void fileThatBecameBad_leavesEarlierKeysInForce() throws Exception {
    Path file = folder.resolve("secret");
    String first = RandomSecrets.good();
    String second = RandomSecrets.good();
    Files.writeString(file, first);
    try (LogCapture log = new LogCapture();
        Watchword watchword =
            Watchword.builder()
                .set("watchword.secret.location", file.toString())
                .clock(() -> Tokens.NOW)
                .start()) {
      for (String bad : new String[] {"", "short", "-----BEGIN PUBLIC KEY-----"}) {
        Files.writeString(file, bad);
        watchword.refresh();
        assertAdmitted(watchword.verifier().verify(token(first), Tokens.NOW));
        assertFalse(watchword.health().up()); // requirement 76
      }
      Files.delete(file);
      watchword.refresh();
      assertAdmitted(watchword.verifier().verify(token(first), Tokens.NOW));
      Files.writeString(file, second);
      watchword.refresh();
      assertTrue(watchword.health().up());
      assertAdmitted(watchword.verifier().verify(token(second), Tokens.NOW));
      assertRefused(Reason.SIGNATURE, watchword.verifier().verify(token(first), Tokens.NOW));
      assertEquals(-1, log.text().indexOf(first));
    }
  }
}
