package dev.watchword.token;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A token is looked for while its place is being written. */
public final class FindBesideKeep {
  private FindBesideKeep() {}

  /** All places are taken, one of them by Alice's token; another of the same hash comes. */
  @JCStressTest
  @Outcome(id = "[01], [02]", expect = ACCEPTABLE, desc = "each as itself, or not at all")
  @Outcome(expect = FORBIDDEN, desc = "found under another's text")
  @State
  public static class InAFullPlace {
    private final Met met = new Met();

    public InAFullPlace() {
      for (String before : new String[] {"x", "xx", "xxx"}) {
        Met.keep(before + met.alice, Met.OTHERS);
      }
      Met.keep(met.alice, Met.ALICES);
    }

    @Actor
    public void keep() {
      Met.keep(met.sameHash, Met.OTHERS);
      Met.keep(met.samePlaces, Met.OTHERS);
    }

    @Actor
    public void find(II_Result result) {
      result.r1 = Met.find(met.alice);
      result.r2 = Met.find(met.sameHash);
    }
  }

  /** The same token with another time. */
  @JCStressTest
  @Outcome(id = "[01], [02], 0", expect = ACCEPTABLE, desc = "each in its own time, or none")
  @Outcome(expect = FORBIDDEN, desc = "a verdict out of its time")
  @State
  public static class OutOfTime {
    private static final Instant LATER = Met.HOUR.until();
    private static final VerifiedTokenCache.Validity HOUR_AFTER =
        new VerifiedTokenCache.Validity(LATER, LATER.plus(Duration.ofHours(1)));

    private final Met met = new Met();

    @Actor
    public void keep() {
      Met.keep(met.alice, Met.ALICES);
      Met.MEMORY.keep(met.alice, IssuerFilter.ANY, Met.OTHERS, Met.KEY, HOUR_AFTER);
    }

    @Actor
    public void find(III_Result result) {
      result.r1 = find(LATER.minusNanos(1));
      result.r2 = find(LATER);
      result.r3 = find(HOUR_AFTER.until());
    }

    private int find(Instant now) {
      return Met.whose(Met.MEMORY.find(met.alice, IssuerFilter.ANY, now));
    }
  }

  /** The same token where a rule names its issuer, and where none does. */
  @JCStressTest
  @Outcome(id = "[01], [02]", expect = ACCEPTABLE, desc = "each under its own rule, or none")
  @Outcome(expect = FORBIDDEN, desc = "a verdict under another rule")
  @State
  public static class UnderAnotherRule {
    private static final IssuerFilter NAMED = new IssuerFilter(null, Set.of("default"));

    private final Met met = new Met();

    @Actor
    public void keep() {
      Met.keep(met.alice, Met.ALICES);
      Met.MEMORY.keep(met.alice, NAMED, Met.OTHERS, Met.KEY, Met.HOUR);
    }

    @Actor
    public void find(II_Result result) {
      result.r1 = Met.find(met.alice);
      result.r2 = Met.whose(Met.MEMORY.find(met.alice, NAMED, Met.NOW));
    }
  }
}
