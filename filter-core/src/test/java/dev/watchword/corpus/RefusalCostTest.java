package dev.watchword.corpus;

import static dev.watchword.testing.Tokens.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.watchword.testing.TestIssuer;
import dev.watchword.testing.Tokens;
import dev.watchword.testing.VerdictAssertions;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A refusal allocates no more than the token's own size needs, and so throws nothing: an exception
 * with its stack trace costs kilobytes.
 */
class RefusalCostTest {
  private static final int WARM_UP = 5000;
  private static final int ROUNDS = 2000;

  private final TokenVerifier verifier = TestIssuer.standardVerifier();

  /** What is refused, and the bytes allowed for it: so many in any case, and per character. */
  enum Kind {
    GARBAGE(Reason.MALFORMED, "%".repeat(4000), 0, 64),
    NOT_CANONICAL(Reason.MALFORMED, Tokens.goodText() + "=", 1, 64),
    TOO_LONG(Reason.TOO_LONG, "e".repeat(100_000), 0, 64),
    BAD_HEADER(Reason.HEADER, Tokens.good().rawHeader("{\"alg\":\"HS256\"").text(), 2, 600),
    ALG_NONE(Reason.ALGORITHM, Tokens.good().algorithm("none").text(), 2, 600),
    SHORT_MAC(
        Reason.SIGNATURE, Tokens.good().algorithm("HS256").text().replaceAll("...$", ""), 2, 600),
    BAD_MAC(Reason.SIGNATURE, Tokens.good().tampered(), 2, 1200),
    BAD_MAC_OF_MUCH(
        Reason.SIGNATURE, Tokens.good().claim("x", "x".repeat(5000)).tampered(), 2, 1200),
    /** Requirement 6: every member of a payload that is read costs an object or two. */
    BAD_MAC_OF_MANY(
        Reason.SIGNATURE,
        Tokens.good().rawPayload(manyMembers()).signedBy("other").text(),
        2,
        1200);

    private final Reason reason;
    private final String token;
    private final int most;

    Kind(Reason reason, String token, int perCharacter, int fixed) {
      this.reason = reason;
      this.token = token;
      this.most = perCharacter * token.length() + fixed;
    }

    private static String manyMembers() {
      return IntStream.range(0, 600)
          .mapToObj(i -> "\"" + i + "\":[]")
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  @ParameterizedTest // requirement 6
  @EnumSource
  void refusal_allocatesLittle(Kind kind) {
    assertEquals(kind.reason, VerdictAssertions.reasonOf(verifier.verify(kind.token, NOW)));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    LongSupplier allocated = () -> threads.getThreadAllocatedBytes(self);
    for (int i = 0; i < WARM_UP; i++) {
      verifier.verify(kind.token, NOW);
    }
    long before = allocated.getAsLong();
    for (int i = 0; i < ROUNDS; i++) {
      verifier.verify(kind.token, NOW);
    }
    long each = (allocated.getAsLong() - before) / ROUNDS;
    assertTrue(each <= kind.most, kind + " allocates " + each + " bytes, more than " + kind.most);
  }
}
