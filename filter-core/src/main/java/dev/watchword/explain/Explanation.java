package dev.watchword.explain;

import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
public record Explanation(List<ExplainedStep> steps, List<Hint> hints, Verdict verdict) {
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
  public @Nullable ExplainedStep failed() {
    return steps.stream().filter(step -> !step.passed()).findFirst().orElse(null);
  }

  /**
   * The same as names and values, to be written as JSON: {@code admitted}; then {@code reason} and
   * {@code detail}, or {@code caller}, {@code key}, {@code kind}, {@code roles} and {@code scopes};
   * then {@code steps} and {@code hints}. It quotes from the token.
   */
  public Map<String, Object> asMap() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("admitted", verdict instanceof Verdict.Admitted);
    if (verdict instanceof Rejection refused) {
      result.put("reason", refused.reason().code());
      result.put("detail", refused.detail());
    } else if (verdict instanceof Verdict.Admitted admitted) {
      Caller caller = admitted.caller();
      result.put("caller", caller.id());
      result.put("key", caller.key());
      result.put("kind", caller.kind().configName());
      result.put("roles", caller.roles());
      result.put("scopes", caller.scopes());
    }
    result.put("steps", steps.stream().map(ExplainedStep::asMap).toList());
    result.put("hints", hints.stream().map(Hint::asMap).toList());
    return result;
  }

  /** Nothing of the token. */
  @Override
  public String toString() {
    return "Explanation" + steps;
  }
}
