package dev.watchword.cli;

import dev.watchword.token.Issuer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which issuer an option names. */
final class IssuerChoice {
  private IssuerChoice() {}

  /** The one with that name; without a name, the only one. */
  static Issuer of(List<Issuer> issuers, @Nullable String name) {
    String names = issuers.stream().map(Issuer::name).collect(Collectors.joining(", "));
    if (name == null && issuers.size() != 1) {
      throw new Failure(Exit.USAGE, "--issuer must name one of " + names);
    }
    return issuers.stream()
        .filter(one -> name == null || one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Failure(Exit.USAGE, "there is no such issuer; there is " + names));
  }
}
