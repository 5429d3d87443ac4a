package dev.watchword.guard;

import dev.watchword.token.Reason;

/** What a client may learn. There is no finer word, unless the operator asks for it. */
enum AnswerCode {
  TOKEN_MISSING(401, "Unauthorized", "", "A token is needed."),
  TOKEN_INVALID(
      401,
      "Unauthorized",
      "invalid_token",
      "The token is not valid. The server log has the reason."),
  TOKEN_EXPIRED(401, "Unauthorized", "invalid_token", "The token has expired."),
  REQUEST_MALFORMED(
      400,
      "Bad Request",
      "invalid_request",
      "The request is not one that can be judged. The server log has the reason."),
  BODY_TOO_LARGE(
      413, "Content Too Large", "", "The body is too large for a token to be looked for in it."),
  SCOPE_INSUFFICIENT(
      403, "Forbidden", "insufficient_scope", "The token is valid but does not allow this."),
  FORBIDDEN(403, "Forbidden", "", "This is not allowed here. The server log has the reason."),
  RATE_LIMITED(
      429, "Too Many Requests", "", "There were too many requests. Retry-After says when."),
  UNAVAILABLE(
      503, "Service Unavailable", "", "The request cannot be judged now. Retry-After says when.");

  final int status;
  final String title;
  final String error;
  final String detail;

  AnswerCode(int status, String title, String error, String detail) {
    this.status = status;
    this.title = title;
    this.error = error;
    this.detail = detail;
  }

  /** The one mapping: each reason has a code. */
  static AnswerCode of(Reason reason) {
    return switch (reason) {
      case MISSING -> TOKEN_MISSING;
      case SEVERAL_TOKENS,
          SEVERAL_ISSUERS,
          CREDENTIALS,
          HOST,
          AMBIGUOUS_PATH,
          UNREADABLE,
          USER,
          BODY,
          REDIRECT ->
          REQUEST_MALFORMED;
      case BODY_SIZE -> BODY_TOO_LARGE;
      case EXPIRED -> TOKEN_EXPIRED;
      case UNKNOWN_ISSUER,
          TOO_LONG,
          MALFORMED,
          HEADER,
          ALGORITHM,
          TYPE,
          UNKNOWN_KEY,
          SIGNATURE,
          PAYLOAD,
          ISSUER,
          AUDIENCE,
          NOT_YET,
          TOO_OLD,
          LIFETIME,
          CLAIM,
          PUBLISHABLE,
          HASH,
          MISMATCH,
          REVOKED,
          REPLAYED,
          BODY_HASH,
          QUERY_HASH,
          SECRET,
          FAULT ->
          TOKEN_INVALID;
      case CLOSED, CROSS_SITE -> FORBIDDEN; // whatever the token may be
      case KIND, WRONG_ISSUER, ROLE, SCOPE, WRONG_AUDIENCE, WRONG_CLAIM, ORIGIN, CALLER_CHECK ->
          SCOPE_INSUFFICIENT;
      case RATE_LIMITED, STREAMS_LIMITED, FAILURES_LIMITED -> RATE_LIMITED;
      case UNAVAILABLE -> UNAVAILABLE;
    };
  }
}
