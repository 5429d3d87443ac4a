package dev.watchword.guard;

import dev.watchword.token.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request speaks for: a caller, a visitor or nobody; and the token that says so, if one did.
 */
record Who(@Nullable Caller caller, @Nullable Visitor visitor, @Nullable String token) {
  static final Who NOBODY = new Who(null, null, null);

  @Override
  public String toString() {
    return visitor == null ? String.valueOf(caller) : visitor.toString();
  }
}
