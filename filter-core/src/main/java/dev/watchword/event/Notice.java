package dev.watchword.event;

import java.time.Instant;

/**
 * Something an operator should know that is not about one request.
 *
 * @param text a sentence without secrets
 */
public record Notice(Instant at, Kind kind, String text) {

  /** Kinds of notices. */
  public enum Kind {
    /** A key ends soon or should end, or the only key of an issuer has ended. */
    KEY_ENDING,
    /** Secrets were read anew and are in force. */
    KEYS_CHANGED,
    /** Secrets could not be read; those before stay in force. */
    KEYS_UNREADABLE,
    /** Requests still pass that will be refused one day. */
    NOT_ENFORCED,
    /** Users still come with identity hashes, which are to end. */
    IDENTITY_HASHES,
    /** The store cannot be reached, or an operator should mend it. */
    STORE_TROUBLE,
    /** There is no trouble with the store any more. */
    STORE_WELL,
    /** Tokens were revoked, or a revocation was taken back, on this node. */
    REVOKED,
    /** A table of the limits is full, and some of those who are new share an allowance. */
    LIMITS_FULL,
    /** Requests pass without a token, for local testing. */
    INSECURE
  }
}
