package dev.watchword.issue;

import dev.watchword.token.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for a token, in the vendor's shape.
 *
 * @param headers besides those of every reply: JSON that nobody may store
 * @param refused why there is no token; null where there is one
 * @param detail a sentence for the server's log; it holds nothing of the request
 */
public record IssueReply(
    int status, Map<String, String> headers, String body, @Nullable Reason refused, String detail) {
  public IssueReply {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The same answer, of which the log knows more. */
  IssueReply because(Reason reason, String sentence) {
    return new IssueReply(status, headers, body, reason, sentence);
  }

  static IssueReply of(int status, String body) {
    return new IssueReply(status, Map.of(), body, null, "");
  }

  /** Status and reason; the body holds a token. */
  @Override
  public String toString() {
    return "IssueReply[" + status + ", " + refused + "]";
  }
}
