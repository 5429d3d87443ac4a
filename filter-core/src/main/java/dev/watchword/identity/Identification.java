package dev.watchword.identity;

import dev.watchword.token.Reason;

/** What was made of a request. Test for {@link Identified} and refuse everything else. */
public sealed interface Identification {

  /** The user, and how sure that is: look at {@link Identity#assurance()}. */
  record Identified(Identity identity) implements Identification {}

  /**
   * Nobody is identified.
   *
   * @param detail a sentence for the server's log; it holds nothing of the request
   */
  record Refused(Reason reason, String detail) implements Identification {}
}
