package dev.watchword.testing;

import dev.watchword.guard.Access;
import dev.watchword.guard.Demand;
import dev.watchword.guard.PathPattern;
import dev.watchword.guard.PathRule;
import dev.watchword.guard.PathRules;
import dev.watchword.guard.TokenSource;
import dev.watchword.token.TokenKind;
import java.util.List;
import java.util.Set;

/** Path rules for tests. */
public final class Rules {
  private static final List<TokenSource> BEARER = List.of(TokenSource.BEARER);

  private Rules() {}

  /** A rule for all methods, with the bearer header as its only source. */
  public static PathRule rule(String name, String pattern, Access access) {
    return rule(name, pattern, access, TokenSource.BEARER);
  }

  public static PathRule rule(String name, String pattern, Access access, TokenSource... sources) {
    return new PathRule(
        name, Set.of(), new PathPattern(pattern), access, Demand.NOTHING, List.of(sources));
  }

  public static PathRule forMethods(String name, String pattern, Access access, String... methods) {
    return new PathRule(
        name, Set.of(methods), new PathPattern(pattern), access, Demand.NOTHING, BEARER);
  }

  /** A rule that needs a token and makes a demand. */
  public static PathRule demanding(String name, String pattern, Demand demand) {
    return new PathRule(name, Set.of(), new PathPattern(pattern), Access.TOKEN, demand, BEARER);
  }

  public static Demand role(String role) {
    return new Demand(TokenKind.SIGNED, Set.of(), role, null);
  }

  public static Demand scope(String scope) {
    return new Demand(TokenKind.SIGNED, Set.of(), null, scope);
  }

  /** Rules in their order; the bearer header everywhere else. */
  public static PathRules rules(PathRule... rules) {
    return new PathRules(List.of(rules), BEARER);
  }
}
