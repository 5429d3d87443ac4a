package dev.watchword.guard;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenKind;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a rule asks of a caller beyond a valid token.
 *
 * @param kind the kind of token
 * @param issuers the operator's names of the issuers; empty for any
 * @param role null for any
 * @param scope null for any
 */
public record Requirements(
    TokenKind kind, Set<String> issuers, @Nullable String role, @Nullable String scope) {
  public static final Requirements NOTHING =
      new Requirements(TokenKind.SIGNED, Set.of(), null, null);

  public Requirements {
    issuers = Set.copyOf(issuers);
  }

  /** The first demand that the caller does not meet; null where all are met. */
  @Nullable Reason unmetBy(Caller caller) {
    if (caller.kind() != kind) {
      return Reason.KIND;
    }
    if (!issuers.isEmpty() && !issuers.contains(caller.issuer())) {
      return Reason.WRONG_ISSUER;
    }
    if (role != null && !caller.roles().contains(role)) {
      return Reason.ROLE;
    }
    return scope != null && !caller.scopes().contains(scope) ? Reason.SCOPE : null;
  }

  /** For a log line: {@code kind signed, role admin}. */
  String inFull() {
    return "kind " + kind.configName() + beyondKind();
  }

  String describe() {
    return (kind == TokenKind.SIGNED ? "" : ", kind " + kind.configName()) + beyondKind();
  }

  private String beyondKind() {
    return ""
        + (issuers.isEmpty() ? "" : ", issuer " + String.join(" or ", new TreeSet<>(issuers)))
        + (role == null ? "" : ", role " + role)
        + (scope == null ? "" : ", scope " + scope);
  }
}
