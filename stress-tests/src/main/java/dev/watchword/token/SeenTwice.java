package dev.watchword.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Whether a token came before: one that never came is not worth keeping. */
public final class SeenTwice {
  private SeenTwice() {}

  @JCStressTest
  @Outcome(
      id = {"true, false, true", "false, true, true"},
      expect = ACCEPTABLE,
      desc = "the second one was told so")
  @Outcome(id = "false, false, true", expect = ACCEPTABLE, desc = "both came first")
  @Outcome(expect = FORBIDDEN, desc = "kept though it never came before, or forgotten")
  @State
  public static class TheSame {
    private final VerifiedTokenCache memory = new VerifiedTokenCache(KeyRing.USUAL_MEMORY); // in which nothing came yet
    private final Met met = new Met();

    @Actor
    public void one(ZZZ_Result result) {
      result.r1 = memory.isWorthKeeping(met.alice);
    }

    @Actor
    public void another(ZZZ_Result result) {
      result.r2 = memory.isWorthKeeping(met.alice);
    }

    @Arbiter
    public void later(ZZZ_Result result) {
      result.r3 = memory.isWorthKeeping(met.alice);
    }
  }

  /** Two bits of one word. */
  @JCStressTest
  @Outcome(id = "false, false, true, true", expect = ACCEPTABLE, desc = "both were noted")
  @Outcome(
      id = {"false, false, true, false", "false, false, false, true"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "one note was lost, and is made again")
  @Outcome(expect = FORBIDDEN, desc = "taken for the other, or none was noted")
  @State
  public static class Neighbours {
    private final VerifiedTokenCache memory = new VerifiedTokenCache(KeyRing.USUAL_MEMORY); // in which nothing came yet
    private final Met met = new Met();

    @Actor
    public void one(ZZZZ_Result result) {
      result.r1 = memory.isWorthKeeping(met.alice);
    }

    @Actor
    public void another(ZZZZ_Result result) {
      result.r2 = memory.isWorthKeeping(met.samePlaces);
    }

    @Arbiter
    public void later(ZZZZ_Result result) {
      result.r3 = memory.isWorthKeeping(met.alice);
      result.r4 = memory.isWorthKeeping(met.samePlaces);
    }
  }
}
