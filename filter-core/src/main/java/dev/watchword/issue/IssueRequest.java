package dev.watchword.issue;

import java.util.List;

/** A request for a token, as an adapter hands it on. Never prints what it holds. */
public final class IssueRequest {
  private final List<String> authorization;
  private final String contentType;
  private final String path;
  private final byte[] body;

  /**
   * A request.
   *
   * @param authorization every {@code Authorization} field
   * @param contentType as sent; empty for none
   * @param body of which an adapter need not read more than one byte too many
   * @param path what follows the endpoint's own path, decoded; empty for nothing
   */
  public IssueRequest(List<String> authorization, String contentType, String path, byte[] body) {
    this.authorization = List.copyOf(authorization);
    this.contentType = contentType;
    this.path = path;
    this.body = body.clone();
  }

  List<String> authorization() {
    return authorization;
  }

  String contentType() {
    return contentType;
  }

  String path() {
    return path;
  }

  /** Whether the body has more bytes than an endpoint reads. */
  boolean isTooLarge() {
    return body.length > Endpoint.LARGEST_BODY;
  }

  byte[] body() {
    return body.clone();
  }
}
