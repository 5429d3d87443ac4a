package dev.watchword.testing;

import dev.watchword.guard.Access;
import dev.watchword.guard.LimitPolicy;
import dev.watchword.guard.PathPattern;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.PathRules;
import dev.watchword.guard.Requirements;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenExtractors;
import dev.watchword.limit.RateLimit;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;

/** Path rules for tests. */
public final class Rules {
  private static final List<TokenExtractor> BEARER = List.of(TokenExtractors.BEARER);

  private Rules() {}

  /** A rule for all methods, with the bearer header as its only source. */
  public static PathRule rule(String name, String pattern, Access access) {
    return rule(name, pattern, access, TokenExtractors.BEARER);
  }

  public static PathRule rule(
      String name, String pattern, Access access, TokenExtractor... sources) {
    return new PathRule(
        name, Set.of(), new PathPattern(pattern), access, Requirements.NOTHING, List.of(sources));
  }

  public static PathRule forMethods(String name, String pattern, Access access, String... methods) {
    return new PathRule(
        name, Set.of(methods), new PathPattern(pattern), access, Requirements.NOTHING, BEARER);
  }

  /** A rule that needs a token which meets the requirements. */
  public static PathRule demanding(String name, String pattern, Requirements requirements) {
    return new PathRule(
        name, Set.of(), new PathPattern(pattern), Access.TOKEN, requirements, BEARER);
  }

  /** The same rule with a limit of its name, for each client address. */
  public static PathRule limited(PathRule rule, String limit) {
    return new PathRule(
        rule.name(),
        rule.methods(),
        rule.pattern(),
        rule.access(),
        rule.requirements(),
        rule.sources(),
        new LimitPolicy(rule.name(), RateLimit.of(limit), LimitPolicy.Per.ADDRESS));
  }

  public static Requirements role(String role) {
    return new Requirements(TokenKind.SIGNED, Set.of(), role, null);
  }

  public static Requirements scope(String scope) {
    return new Requirements(TokenKind.SIGNED, Set.of(), null, scope);
  }

  /** Rules in their order; the bearer header everywhere else. */
  public static PathRules rules(PathRule... rules) {
    return new PathRules(List.of(rules), BEARER);
  }
}
