package dev.watchword.issue;

import java.util.List;

/**
 * A request for a token, as an adapter hands it on.
 *
 * @param authorization every {@code Authorization} field
 * @param contentType as sent; empty for none
 * @param path what follows the endpoint's own path, decoded; empty for nothing
 */
public record IssueRequest(
    List<String> authorization, String contentType, String path, byte[] body) {
  public IssueRequest {
    authorization = List.copyOf(authorization);
  }

  /** Never a field: most of them are secret. */
  @Override
  public String toString() {
    return "IssueRequest[***]";
  }
}
