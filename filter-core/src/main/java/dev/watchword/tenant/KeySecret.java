package dev.watchword.tenant;

import dev.watchword.token.MacAlgorithm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one key, with what is written beside it.
 *
 * @param kid null for none
 * @param algorithms what it is for; at least one
 * @param maySign whether it signs as well as verifies
 * @param isOneOfSeveral whether others may stand in the same place, so that it needs a name of its
 *     own
 */
record KeySecret(
    @Nullable String kid,
    Set<MacAlgorithm> algorithms,
    boolean maySign,
    boolean isOneOfSeveral,
    Secret secret) {
  KeySecret {
    algorithms = Set.copyOf(algorithms);
  }

  KeySecret withKid(@Nullable String other) {
    return new KeySecret(other, algorithms, maySign, isOneOfSeveral, secret);
  }

  KeySecret asOneOfSeveral() {
    return new KeySecret(kid, algorithms, maySign, true, secret);
  }
}
