package dev.watchword.guard;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of code asks of its callers, on top of the path rules.
 *
 * @param closed whether nobody may call it
 * @param anyRole one of these roles; empty for none
 * @param allScopes all of these scopes
 */
public record Tightening(boolean closed, Set<String> anyRole, Set<String> allScopes) {
  public static final Tightening NONE = new Tightening(false, Set.of(), Set.of());

  public Tightening {
    anyRole = Set.copyOf(anyRole);
    allScopes = Set.copyOf(allScopes);
  }

  /** The first demand that is not met; null where all are. */
  @Nullable Reason unmetBy(@Nullable Caller caller) {
    if (closed) {
      return Reason.CLOSED;
    }
    if (anyRole.isEmpty() && allScopes.isEmpty()) {
      return null;
    }
    if (caller == null) {
      return Reason.MISSING;
    }
    if (!anyRole.isEmpty() && anyRole.stream().noneMatch(caller.roles()::contains)) {
      return Reason.ROLE;
    }
    return caller.scopes().containsAll(allScopes) ? null : Reason.SCOPE;
  }
}
