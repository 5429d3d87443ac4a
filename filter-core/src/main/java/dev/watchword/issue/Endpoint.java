package dev.watchword.issue;

/** One way to ask for a token: a plain function. Safe for use by several threads at once. */
@FunctionalInterface
public interface Endpoint {
  /** The largest body that is read, in bytes. */
  int LARGEST_BODY = 65_536;

  IssueReply answer(IssueRequest request);
}
