package dev.watchword.guard;

import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import org.jspecify.annotations.Nullable;

/** Whom a request speaks for. */
sealed interface Requester {
  /** Whose valid token came with the request. */
  record Authenticated(Caller caller, Credential credential) implements Requester {
    @Override
    public String toString() {
      return caller.toString();
    }
  }

  /** Who showed a publishable token, about whom nothing is proved. */
  record Unverified(Visitor visitor, Credential credential) implements Requester {
    @Override
    public String toString() {
      return visitor.toString();
    }
  }

  /** Who showed no token. */
  enum WithoutToken implements Requester {
    /** No token came, or none was looked at. */
    ANONYMOUS,
    /** Somebody on this machine, while {@code watchword.insecure} is on. */
    INSECURE;

    @Override
    public @Nullable Caller caller() {
      return this == INSECURE ? Caller.INSECURE : null;
    }
  }

  /**
   * A token, with what it was judged by: its verdict holds only while the request still picks the
   * same issuers.
   */
  record Credential(String token, IssuerFilter filter) {
    @Override
    public String toString() {
      return "Credential[***]";
    }
  }

  default @Nullable Caller caller() {
    return null;
  }

  default @Nullable Visitor visitor() {
    return null;
  }

  /** The token that tells who it is; null where none was shown. */
  default @Nullable Credential credential() {
    return null;
  }
}
