package dev.watchword.guard;

import dev.watchword.http.PathReadings;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenExtractor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path rules in their order: the first that matches holds, and where none does a token is
 * needed.
 */
public final class PathRules {
  private static final String EVERYTHING_ELSE = "else";

  private final List<PathRule> rules;
  private final PathRule otherwise;

  /**
   * Rules in their order.
   *
   * @param sources where the token stands on paths that no rule names
   */
  public PathRules(List<PathRule> rules, List<TokenExtractor> sources) {
    this.rules = List.copyOf(rules);
    this.otherwise =
        new PathRule(
            EVERYTHING_ELSE,
            java.util.Set.of(),
            new PathPattern("/*"),
            Access.TOKEN,
            Requirements.NOTHING,
            sources);
  }

  /**
   * A sentence for each rule that can never match because an earlier one takes all of its paths.
   */
  public List<String> unreachable() {
    List<String> sentences = new ArrayList<>();
    for (int later = 1; later < rules.size(); later++) {
      for (PathRule earlier : rules.subList(0, later)) {
        if (earlier.covers(rules.get(later))) {
          sentences.add(
              "rule '%s' (%s) can never match: rule '%s' (%s) takes all of its paths before it"
                  .formatted(
                      rules.get(later).name(),
                      rules.get(later).pattern().text(),
                      earlier.name(),
                      earlier.pattern().text()));
          break;
        }
      }
    }
    return sentences;
  }

  /** The rule for what no other rule names. */
  PathRule otherwise() {
    return otherwise;
  }

  /** The same as {@link #of} for a request at which something has failed; never throws. */
  @Nullable PathRule ofFaulty(RequestFacts facts) {
    try {
      return of(facts);
    } catch (RuntimeException again) {
      return null;
    }
  }

  /** Every rule in its order, the last one for everything else. */
  public List<PathRule> all() {
    List<PathRule> all = new ArrayList<>(rules);
    all.add(otherwise);
    return all;
  }

  /**
   * The rule that holds for a request; null where its path can be read in two ways. The container's
   * reading decides; the worst-case and the literal reading of what was sent must agree with it.
   */
  public @Nullable PathRule of(RequestFacts facts) {
    String path = facts.path();
    if (path == null) {
      return null;
    }
    PathRule rule = first(facts.method(), path);
    PathReadings raw = PathReadings.of(facts.rawPath(), facts.contextPath());
    boolean agree =
        rule.equals(first(facts.method(), raw.worstCase()))
            && rule.equals(first(facts.method(), raw.literal()));
    return agree && !(raw.odd() && rule.access().isOpen()) ? rule : null;
  }

  private PathRule first(String method, String path) {
    for (PathRule rule : rules) {
      if (rule.matches(method, path)) {
        return rule;
      }
    }
    return otherwise;
  }
}
