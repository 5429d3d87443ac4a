package dev.watchword.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.Verdict;
import dev.watchword.token.Verdict.Admitted;

/** What a test expects of a verdict. */
public final class VerdictAssertions {
  private VerdictAssertions() {}

  /** Fails unless the token was admitted. */
  public static Caller assertAdmitted(Verdict verdict) {
    return assertInstanceOf(Admitted.class, verdict, verdict::toString).caller();
  }

  /** Fails unless the token was refused for that reason. */
  public static Rejection assertRefused(Reason reason, Verdict verdict) {
    Rejection refused = assertInstanceOf(Rejection.class, verdict, verdict::toString);
    assertEquals(reason, refused.reason(), refused::detail);
    return refused;
  }

  /** The reason of a refusal; null for an admission. */
  public static Reason reasonOf(Verdict verdict) {
    return verdict instanceof Rejection refused ? refused.reason() : null;
  }
}
