package dev.watchword.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is remembered of an issuer's tokens beyond a request.
 *
 * @param revocable whether revocations are looked up for each of them; then a {@code jti} is
 *     required, unless {@link Relaxation#NOJTI} says otherwise
 * @param revocableClaims paths of claims by whose values tokens can be revoked together
 * @param singleUse whether each is good for one request, wherever it is shown; then {@code jti} and
 *     {@code exp} are required
 * @param quota how many used tokens are remembered at once; more are not admitted until some expire
 */
public record UseRules(
    boolean revocable, List<String> revocableClaims, boolean singleUse, int quota) {
  /** Enough for one a second that is good for a day. */
  public static final int DEFAULT_QUOTA = 100_000;

  /** Nothing is remembered. */
  public static final UseRules NONE = new UseRules(false, List.of(), false, DEFAULT_QUOTA);

  public UseRules {
    revocableClaims = List.copyOf(revocableClaims);
    if (quota < 1) {
      throw new IllegalArgumentException("a quota is 1 or more");
    }
  }

  /** What the claims of an issuer's tokens must say, and do not; begins with a verb. */
  List<String> faults(ClaimRules rules, Set<Relaxation> relaxations) {
    List<String> faults = new ArrayList<>();
    boolean needsId = singleUse || (revocable && !relaxations.contains(Relaxation.NOJTI));
    if (needsId && !rules.required().contains("jti")) {
      faults.add("remembers its tokens, and does not require their jti");
    }
    if (singleUse && !rules.times().expRequired()) {
      faults.add("has tokens for one request, and does not require their exp");
    }
    return faults;
  }
}
