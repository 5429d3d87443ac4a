package dev.watchword.issue;

import java.util.List;
import java.util.function.Supplier;

/** A request for a token, as an adapter hands it on. Never prints what it holds. */
public final class IssueRequest {
  private final List<String> authorization;
  private final String contentType;
  private final String path;
  private final Supplier<byte[]> body;

  /** A request whose body is there. */
  public IssueRequest(List<String> authorization, String contentType, String path, byte[] body) {
    this(authorization, contentType, path, body::clone);
  }

  /**
   * A request whose body is read when an endpoint asks for it: once, and only after the credentials
   * in the header are found good. A client without them cannot make the server wait for a body.
   *
   * @param authorization every {@code Authorization} field
   * @param contentType as sent; empty for none
   * @param path what follows the endpoint's own path, decoded; empty for nothing
   * @param body of which no more than one byte too many need be read
   */
  public IssueRequest(
      List<String> authorization, String contentType, String path, Supplier<byte[]> body) {
    this.authorization = List.copyOf(authorization);
    this.contentType = contentType;
    this.path = path;
    this.body = body;
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

  byte[] body() {
    return body.get();
  }
}
