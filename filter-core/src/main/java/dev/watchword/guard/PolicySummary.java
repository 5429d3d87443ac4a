package dev.watchword.guard;

import dev.watchword.http.TokenExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the settings say of requests in words, for the log at start. */
public final class PolicySummary {
  private PolicySummary() {}

  /** One sentence each; those that warn begin with {@code WARNING: }. */
  public static List<String> of(GuardPolicy policy) {
    List<String> lines = new ArrayList<>();
    policy.rules().all().forEach(rule -> lines.add(described(rule)));
    if (!policy.cors().origins().isEmpty()) {
      String origins = String.join(", ", new TreeSet<>(policy.cors().origins()));
      lines.add("browser pages of " + origins + " may call");
    }
    lines.addAll(HeadersOfPages.warnings(policy));
    if (policy.closesUnannotated()) {
      lines.add("JAX-RS methods without an annotation about roles or scopes are closed");
    }
    if (policy.fullAnswers()) {
      lines.add(
          "WARNING: answers name the exact reason (watchword.answers=full); not for strangers");
    }
    lines.addAll(dryRuns(policy));
    if (policy.enforcement().insecure()) {
      lines.add("WARNING: requests on this machine need no token (watchword.insecure)");
    }
    return lines;
  }

  private static List<String> dryRuns(GuardPolicy policy) {
    List<String> lines = new ArrayList<>();
    if (policy.enforcement().from() != null) {
      lines.add(
          "WARNING: nothing is refused before "
              + policy.enforcement().from()
              + " (watchword.enforce.from)");
    }
    policy.rules().all().stream()
        .filter(rule -> rule.from() != null)
        .forEach(
            rule ->
                lines.add(
                    "WARNING: rule %s refuses nothing before %s"
                        .formatted(rule.name(), rule.from())));
    return lines;
  }

  private static String described(PathRule rule) {
    boolean looksForToken = rule.access().looksAtTokens();
    String sources =
        rule.sources().stream().map(TokenExtractor::toString).collect(Collectors.joining(" or "));
    return "rule %s: %s%s"
        .formatted(rule.name(), rule.describe(), looksForToken ? " (" + sources + ")" : "");
  }
}
