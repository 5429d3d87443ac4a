package dev.watchword.issue;

import dev.watchword.token.Reason;

/** Why a client gets no token. */
enum ClientFault {
  INVALID_REQUEST("invalid_request", 400, Reason.BODY),
  TOO_LARGE("invalid_request", 413, Reason.BODY),
  INVALID_CLIENT("invalid_client", 401, Reason.SECRET),
  /** No secret is shown, so none was guessed: it does not count as a bad one. */
  NO_CLIENT("invalid_client", 401, Reason.MISSING),
  UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400, Reason.BODY),
  INVALID_SCOPE("invalid_scope", 400, Reason.SCOPE),
  UNAVAILABLE("temporarily_unavailable", 503, Reason.UNAVAILABLE);

  private final String error;
  private final int status;
  private final Reason reason;

  ClientFault(String error, int status, Reason reason) {
    this.error = error;
    this.status = status;
    this.reason = reason;
  }

  /** The member {@code error} of the answer (RFC 6749 section 5.2). */
  String error() {
    return error;
  }

  int status() {
    return status;
  }

  Reason reason() {
    return reason;
  }
}
