package dev.watchword.token;

import java.security.Principal;

/**
 * A principal that stands for a {@link Caller} and says the same in the words of another
 * specification. Its type proves nothing about a request; only a guard's decision does.
 */
public interface CallerPrincipal extends Principal {
  /** Whom it stands for. */
  Caller caller();
}
