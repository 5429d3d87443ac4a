package dev.watchword.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two tokens are kept at once in a place that both want; hash and entry are written apart. */
public final class KeepBesideKeep {
  private KeepBesideKeep() {}

  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both are remembered")
  @Outcome(
      id = {"1, 0", "0, 2", "0, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "one is not, or none: it is verified again")
  @Outcome(expect = FORBIDDEN, desc = "found under another's text")
  @State
  public static class OfOtherHashes {
    private final Met met = new Met();

    @Actor
    public void alice() {
      Met.keep(met.alice, Met.ALICES);
    }

    @Actor
    public void other() {
      Met.keep(met.samePlaces, Met.OTHERS);
    }

    @Arbiter
    public void look(II_Result result) {
      result.r1 = Met.find(met.alice);
      result.r2 = Met.find(met.samePlaces);
    }
  }

  @JCStressTest
  @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "both are remembered")
  @Outcome(
      id = {"1, 0", "0, 2", "0, 0"},
      expect = ACCEPTABLE_INTERESTING,
      desc = "one is not, or none: it is verified again")
  @Outcome(expect = FORBIDDEN, desc = "found under another's text")
  @State
  public static class OfOneHash {
    private final Met met = new Met();

    @Actor
    public void alice() {
      Met.keep(met.alice, Met.ALICES);
    }

    @Actor
    public void other() {
      Met.keep(met.sameHash, Met.OTHERS);
    }

    @Arbiter
    public void look(II_Result result) {
      result.r1 = Met.find(met.alice);
      result.r2 = Met.find(met.sameHash);
    }
  }
}
