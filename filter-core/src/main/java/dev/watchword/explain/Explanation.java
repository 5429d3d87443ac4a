package dev.watchword.explain;

import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a token is admitted or refused: the verifier's own checks one by one, what each expected and
 * got, and the common mistakes that show. For a person with the token in hand; it quotes from the
 * token, so it does not belong into a log. Everything quoted is printable.
 *
 * @param steps the checks in their order, up to the one that stops the verifier. Claims are looked
 *     at one and all, so that a person sees every fault at once
 * @param hints mistakes that were recognised, the likeliest first
 * @param verdict what the verifier itself says
 */
public record Explanation(List<Step> steps, List<Hint> hints, Verdict verdict) {
  public Explanation {
    steps = List.copyOf(steps);
    hints = List.copyOf(hints);
  }

  /**
   * Explains what {@link TokenVerifier#verify} makes of a token, and a guard of a publishable one.
   * Never throws.
   */
  public static Explanation of(
      TokenVerifier verifier, String token, IssuerFilter filter, Instant now) {
    TokenInspection inspection = new TokenInspection(verifier, token, filter, now);
    try {
      if (token.startsWith(Publishable.PREFIX) && isNoFault(verifier.verify(token, filter, now))) {
        return PublishableExplanation.of(verifier, token, filter);
      }
      Verdict verdict = inspection.run();
      return new Explanation(inspection.steps(), Hints.of(inspection, verdict), verdict);
    } catch (RuntimeException | StackOverflowError fault) { // the verifier's, or one in telling it
      Verdict verdict = verifier.verify(token, filter, now);
      return new Explanation(inspection.steps(), List.of(), verdict);
    }
  }

  private static boolean isNoFault(Verdict verdict) {
    return !(verdict instanceof Rejection refused) || refused.reason() != Reason.FAULT;
  }

  /** The first check that failed; null where none did. */
  public @Nullable Step failed() {
    return steps.stream().filter(step -> !step.passed()).findFirst().orElse(null);
  }

  /**
   * One check.
   *
   * @param check its name
   * @param refused what the verifier says where it fails; null where it passed
   * @param expected what would pass
   * @param got what the token has; it quotes from the token
   */
  public record Step(String check, @Nullable Rejection refused, String expected, String got) {
    public boolean passed() {
      return refused == null;
    }

    /** Expected and got, in one line. */
    public String sentence() {
      return "expected " + expected + "; got " + got;
    }

    @Override
    public String toString() {
      return "Step[" + check + (passed() ? " passed]" : " failed]");
    }
  }

  /**
   * A mistake that people often make, and that fits.
   *
   * @param mistake one word for it
   * @param sentence what went wrong and what to do; it quotes from the token
   */
  public record Hint(String mistake, String sentence) {
    @Override
    public String toString() {
      return "Hint[" + mistake + "]";
    }
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "Explanation" + steps;
  }
}
