package dev.watchword.guard;

import dev.watchword.token.Issuer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a rule takes each token once, and tokens may come that never end: they would have to be
 * remembered for ever.
 */
public final class EndlessTokens {
  private EndlessTokens() {}

  /** A sentence for each such rule and issuer, which stops the start. */
  public static List<String> mistakes(GuardPolicy policy, List<Issuer> issuers) {
    List<String> mistakes = new ArrayList<>();
    for (PathRule rule : policy.rules().all()) {
      for (Issuer issuer : issuers) {
        boolean endless = !issuer.rules().times().expRequired();
        if (rule.once() && endless && mayCome(issuer, rule, issuers.size() == 1)) {
          mistakes.add(
              "rule '"
                  + rule.name()
                  + "' takes each token once, but tokens of issuer '"
                  + issuer.name()
                  + "' need no exp (noexp): one without an end would have to be remembered for"
                  + " ever. Require exp, or name other issuers in the rule");
        }
      }
    }
    return mistakes;
  }

  private static boolean mayCome(Issuer issuer, PathRule rule, boolean alone) {
    Set<String> named = rule.requirements().issuers();
    return named.isEmpty() ? alone || !issuer.isRestricted() : named.contains(issuer.name());
  }
}
