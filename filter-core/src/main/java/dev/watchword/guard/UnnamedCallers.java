package dev.watchword.guard;

import dev.watchword.guard.LimitPolicy.Per;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a limit counts callers, and tokens need not say who their caller is. */
public final class UnnamedCallers {
  private static final int MOST_NAMES = 5;

  private UnnamedCallers() {}

  /** A sentence for the log at start; none where every issuer's tokens must name their caller. */
  public static List<String> warnings(GuardPolicy policy, List<Issuer> issuers) {
    Set<String> limits =
        policy.rules().all().stream()
            .map(PathRule::limit)
            .flatMap(Stream::ofNullable)
            .flatMap(LimitPolicy::all)
            .filter(limit -> limit.per() == Per.CALLER)
            .map(LimitPolicy::name)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> unnamed =
        issuers.stream()
            .filter(issuer -> !namesItsCallers(issuer.rules()))
            .map(Issuer::name)
            .toList();
    if (limits.isEmpty() || unnamed.isEmpty()) {
      return List.of();
    }
    String more = unnamed.size() > MOST_NAMES ? " and others" : "";
    return List.of(
        "WARNING: limits count callers ("
            + String.join(", ", limits)
            + "), but tokens of issuer "
            + unnamed.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
            + more
            + " need not name one: without a claim of nameclaim they are refused there; require it"
            + " (claims), or count per=issuer");
  }

  private static boolean namesItsCallers(ClaimRules rules) {
    List<String> names = rules.names().nameClaims();
    return rules.required().stream()
        .anyMatch(required -> names.containsAll(List.of(required.split("\\|"))));
  }
}
