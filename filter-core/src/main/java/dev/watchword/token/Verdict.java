package dev.watchword.token;

/**
 * What the verifier made of a token: a value, never an exception. Test for {@link Admitted} and
 * refuse everything else.
 */
public sealed interface Verdict permits Verdict.Admitted, Rejection {

  /** The token is valid, and this is who it speaks for. */
  record Admitted(Caller caller) implements Verdict {}
}
