package dev.watchword.issue;

import dev.watchword.http.HttpAnswer;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.util.List;

/** The reply to a request for a token, in the vendor's shape. */
public sealed interface IssueReply {
  /** There is a token in the answer. */
  record Issued(HttpAnswer answer) implements IssueReply {}

  /**
   * There is none.
   *
   * @param rejection why, for the server's log; it holds nothing of the request
   */
  record Refused(HttpAnswer answer, Rejection rejection) implements IssueReply {
    /** The same answer, of which the log knows more. */
    Refused because(Reason reason, String sentence) {
      return new Refused(answer, new Rejection(reason, sentence));
    }
  }

  /** What the client gets. */
  HttpAnswer answer();

  static Issued of(int status, String body) {
    return new Issued(HttpAnswer.json(status, List.of(), body));
  }

  static Refused refused(
      int status, List<Header> headers, String body, Reason reason, String sentence) {
    return new Refused(HttpAnswer.json(status, headers, body), new Rejection(reason, sentence));
  }
}
