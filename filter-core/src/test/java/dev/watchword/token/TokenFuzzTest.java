package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.watchword.json.JsonScanner;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Requirement 80: whatever bytes come, a verdict comes of them, and it is no fault. */
class TokenFuzzTest {
  private static final TokenVerifier VERIFIER = TestIssuer.standardVerifier();

  /** A client that cannot make a MAC: always refused. */
  @FuzzTest(maxDuration = "60s")
  void text(byte[] data) {
    String token = new String(data, StandardCharsets.ISO_8859_1);
    assertRefusedWithoutFault(VERIFIER.verify(token, NOW));
    assertRefusedWithoutFault(VERIFIER.verify(token + "." + Tokens.goodText(), NOW));
  }

  /** Any header, under a right MAC, over a payload that never passes. */
  @FuzzTest(maxDuration = "60s")
  void header(byte[] data) {
    String token = Tokens.good().without("exp").rawHeader(data).text();
    assertRefusedWithoutFault(VERIFIER.verify(token, NOW));
    AtomicInteger members = new AtomicInteger();
    JsonScanner.scan(data, (name, text) -> members.incrementAndGet());
    JsonScanner.scanPayload(data, (name, text) -> members.incrementAndGet());
  }

  /** Any payload, under a right MAC: our own issuer gone mad. */
  @FuzzTest(maxDuration = "60s")
  void payload(byte[] data) {
    Verdict verdict = VERIFIER.verify(Tokens.good().rawPayload(data).text(), NOW);
    assertNotEquals(Reason.FAULT, VerdictAssertions.reasonOf(verdict));
  }

  private static void assertRefusedWithoutFault(Verdict verdict) {
    Reason reason = VerdictAssertions.reasonOf(verdict);
    assertNotNull(reason, "admitted");
    assertNotEquals(Reason.FAULT, reason);
  }
}
