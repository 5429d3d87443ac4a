package dev.watchword.cli;

import dev.watchword.Watchword;
import dev.watchword.token.IssuerFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a request with the token would carry to pick its issuer. */
final class SelectOption {
  @Option(
      names = "--select",
      paramLabel = "SELECTOR",
      description = "What the request has in the place that watchword.choose names.")
  private @Nullable String selector;

  /** Whether it is given. */
  boolean isGiven() {
    return selector != null;
  }

  /** What is left of the issuers; {@code ruleIssuers} are those that the path's rule names. */
  IssuerFilter filter(Watchword watchword, Set<String> ruleIssuers) {
    try {
      return watchword.guard().issuerResolver().filter(selector, ruleIssuers);
    } catch (IllegalArgumentException nothingToPick) {
      throw new Failure(Exit.USAGE, "--select is of no use: " + nothingToPick.getMessage());
    }
  }
}
