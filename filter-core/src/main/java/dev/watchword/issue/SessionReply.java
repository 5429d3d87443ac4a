package dev.watchword.issue;

import dev.watchword.token.Rejection;
import java.time.Duration;

/** What came of the wish for a session token. */
public sealed interface SessionReply {
  /** There is a token, which is good for that long. */
  record Issued(String token, Duration lifetime) implements SessionReply {
    @Override
    public String toString() {
      return "Issued[***, " + lifetime + "]";
    }
  }

  /**
   * There is none.
   *
   * @param rejection why, for the server's log; it holds nothing of the request
   */
  record Refused(Rejection rejection) implements SessionReply {}
}
