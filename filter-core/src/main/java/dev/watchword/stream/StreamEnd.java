package dev.watchword.stream;

/** Why a stream ends: the code and reason that close a WebSocket, and stand in a last event. */
public enum StreamEnd {
  /** The application has ended it. */
  DONE(1000, "done"),
  /** The server stops, or no longer watches over the stream. */
  GOING_AWAY(1001, "going_away"),
  /** It has reached the greatest age. */
  TOO_OLD(1001, "stream_too_old"),
  /** The client has sent too many updates that were refused. */
  UPDATES_REFUSED(1008, "updates_refused"),
  /** The caller has too many streams. */
  TOO_MANY(1013, "streams_limited"),
  /** The token has expired. */
  EXPIRED(4401, "token_expired"),
  /** The token would be refused for another reason now, such as a key that has ended. */
  INVALID(4401, "token_invalid"),
  /** The token was revoked. */
  REVOKED(4403, "token_revoked");

  private final int code;
  private final String reason;

  StreamEnd(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** RFC 6455 section 7.4; 4401 and 4403 are for applications, and mean what 401 and 403 do. */
  public int code() {
    return code;
  }

  /** One word in ASCII. */
  public String reason() {
    return reason;
  }
}
