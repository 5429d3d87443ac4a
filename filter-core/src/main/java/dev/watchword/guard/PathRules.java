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
   * The rule that holds for a request, of two the container's; null where its path can be read in
   * two ways.
   */
  public @Nullable PathRule of(RequestFacts facts) {
    List<PathRule> holding = holding(facts);
    return holding.isEmpty() ? null : holding.get(holding.size() - 1);
  }

  /**
   * The rules that hold for a request, each of which must let it through: one, or at a welcome file
   * of the container that of the folder and then that of the file. None where the path can be read
   * in two ways: the worst-case and the literal reading of what was sent must ask for what the
   * container's reading asks for.
   */
  List<PathRule> holding(RequestFacts facts) {
    String path = facts.path();
    if (path == null) {
      return List.of();
    }
    PathRule rule = first(facts.method(), path);
    PathReadings raw = PathReadings.of(facts.rawPath(), facts.contextPath());
    PathRule worst = first(facts.method(), raw.worstCase());
    boolean agree = rule.asksLike(worst) && rule.asksLike(first(facts.method(), raw.literal()));
    if (agree) {
      return raw.odd() && rule.access().isOpen() ? List.of() : List.of(rule);
    }
    return raw.isFolderOf(path) ? List.of(worst, rule) : List.of();
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
