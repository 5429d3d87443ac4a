package dev.watchword.identity;

import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;

/** What was made of a request. Test for {@link Identified} and refuse everything else. */
public sealed interface Identification {

  /** The user, and how sure that is: look at {@link Identity#assurance()}. */
  record Identified(Identity identity) implements Identification {}

  /** The request proves no user. The sentence of the rejection holds nothing of the request. */
  record NotIdentified(Rejection rejection) implements Identification {
    NotIdentified(Reason reason, String detail) {
      this(new Rejection(reason, detail));
    }
  }
}
