package dev.watchword.token;

/**
 * What the verifier made of a token: a value, never an exception. Test for {@link Admitted} and
 * refuse everything else.
 */
public sealed interface Verdict {

  /** The token is valid, and this is who it speaks for. */
  record Admitted(Caller caller) implements Verdict {}

  /**
   * The token is not valid.
   *
   * @param reason the first check that failed
   * @param detail a sentence for the server's log; it holds names from the configuration, never
   *     anything of the token
   */
  record Refused(Reason reason, String detail) implements Verdict {}
}
