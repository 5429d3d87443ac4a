package dev.watchword.issue;

/** One way to ask for a token: a plain function. Safe for use by several threads at once. */
@FunctionalInterface
public interface Endpoint {
  /** The largest body that is read, in bytes. */
  int LARGEST_BODY = 65_536;

  /**
   * Answers, also where the token would be refused here.
   *
   * @throws IllegalStateException where no key is live, so that nothing can be signed: 503
   */
  IssueReply answer(IssueRequest request);

  /** Whether a body has more bytes than an endpoint reads. */
  static boolean isTooLarge(byte[] body) {
    return body.length > LARGEST_BODY;
  }
}
