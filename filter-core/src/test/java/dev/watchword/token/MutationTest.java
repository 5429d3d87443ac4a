package dev.watchword.token;

import static dev.watchword.testing.Tokens.NOW;
import static dev.watchword.testing.VerdictAssertions.assertAdmitted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.watchword.testing.Keys;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requirement 80, any change of a valid token is refused, and requirement 24, at the same time. */
class MutationTest {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";

  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  private void assertRefusedWithoutFault(String mutant) {
    Reason reason = VerdictAssertions.reasonOf(verifier.verify(mutant, NOW));
    assertNotNull(reason, () -> "admitted: " + mutant);
    assertNotEquals(Reason.FAULT, reason, mutant);
  }

  @Test // requirement 80
  void everyOtherCharacterInEveryPlace_isRefused() {
    String token = Tokens.goodText();
    assertAdmitted(verifier.verify(token, NOW));
    for (int at = 0; at < token.length(); at++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other != token.charAt(at)) {
          assertRefusedWithoutFault(token.substring(0, at) + other + token.substring(at + 1));
        }
      }
    }
  }

  @Test // requirement 80
  void everyCharacterLeftOutOrDoubled_isRefused() {
    String token = Tokens.goodText();
    for (int at = 0; at < token.length(); at++) {
      assertRefusedWithoutFault(token.substring(0, at) + token.substring(at + 1));
      assertRefusedWithoutFault(token.substring(0, at) + token.charAt(at) + token.substring(at));
    }
  }

  @Test // requirement 80: a flipped bit of header, payload or MAC
  void everyFlippedBit_isRefused() {
    String token = Tokens.goodText();
    for (int part = 0; part < 3; part++) {
      byte[] bytes = Tokens.part(token, part);
      for (int bit = 0; bit < bytes.length * 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        String[] parts = token.split("\\.");
        parts[part] = Tokens.base64(flipped);
        assertRefusedWithoutFault(String.join(".", parts));
      }
    }
  }

  @Test // requirement 9: rubbish of every kind, with a right MAC as often as not
  void randomText_isRefusedWithoutFault() {
    Random random = new Random(80);
    for (int round = 0; round < 3000; round++) {
      byte[] header = rubbish(random, "{\"alg\":\"HS256\",\"kid\":\"k\",\"typ\":[1,null]}");
      byte[] payload = rubbish(random, "{\"sub\":\"a\",\"aud\":[1,-2.5e3],\"x\":{\"y\":null}}");
      Tokens token = Tokens.good().rawPayload(payload);
      assertRefusedWithoutFault(token.text());
      assertRefusedWithoutFault(token.rawHeader(header).text());
      assertRefusedWithoutFault(new String(header, StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * Almost the text: some bytes of it are others. None is an admissible payload: exp is missing.
   */
  private static byte[] rubbish(Random random, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int changes = random.nextInt(4); changes >= 0; changes--) {
      int at = random.nextInt(bytes.length);
      bytes[at] = random.nextBoolean() ? (byte) random.nextInt(256) : bytes[random.nextInt(at + 1)];
    }
    return bytes;
  }

  @Test // requirement 24
  void sixteenThreads_getRightVerdicts() throws Exception {
    int threads = 16;
    TokenVerifier shared =
        TestIssuer.withDefaults().keys(Keys.key("main"), Keys.key("previous")).verifier();
    List<String> good =
        IntStream.range(0, 50)
            .mapToObj(i -> Tokens.good().claim("sub", "u" + i))
            .map(token -> token.signedBy(token.text().hashCode() % 2 == 0 ? "main" : "previous"))
            .map(Tokens::text)
            .toList();
    CyclicBarrier together = new CyclicBarrier(threads);
    Set<String> wrong = ConcurrentHashMap.newKeySet();
    Callable<Integer> work =
        () -> {
          together.await();
          int verdicts = 0;
          for (int round = 0; round < 20; round++) {
            for (int i = 0; i < good.size(); i++) {
              String token = good.get(i);
              Verdict verdict = shared.verify(token, NOW);
              boolean right =
                  verdict instanceof Verdict.Admitted admitted
                      && admitted.caller().getName().equals("u" + i);
              Verdict forged = shared.verify(Tokens.changed(token, token.length() - 9), NOW);
              if (!right || VerdictAssertions.reasonOf(forged) != Reason.SIGNATURE) {
                wrong.add(verdict + " " + forged);
              }
              verdicts += 2;
            }
          }
          return verdicts;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      int verdicts = 0;
      for (Future<Integer> one : pool.invokeAll(java.util.Collections.nCopies(threads, work))) {
        verdicts += one.get();
      }
      assertEquals(threads * 20 * good.size() * 2, verdicts);
      assertTrue(wrong.isEmpty(), wrong::toString);
    } finally {
      pool.shutdownNow();
    }
  }
}
