package dev.watchword.token;

import java.util.Locale;

/**
 * Every reason for which a request can be refused: the verifier's and the guard's in one closed
 * list, so that log, event and answer speak of the same things and one mapping covers them all.
 */
public enum Reason {
  /** No token where this path's rule looks for one. */
  MISSING,
  /** More than one token, or more than one value of the header that carries it. */
  SEVERAL_TOKENS,
  /** The place for the token is there, but what stands in it is not one token. */
  CREDENTIALS,
  /** A {@code Host} field names another host than the request was sent to, or there are several. */
  HOST,
  /** The path can be read in more than one way. */
  AMBIGUOUS_PATH,
  /** The server itself cannot read the request. */
  UNREADABLE,
  /** A rule closes this path to every caller. */
  CLOSED,
  /** Of several issuers none is picked, or one that is not accepted here. */
  UNKNOWN_ISSUER,
  /** The request picks an issuer more than once. */
  SEVERAL_ISSUERS,

  /** The token text is longer than allowed. */
  TOO_LONG,
  /** Not three non-empty parts of unpadded base64url. */
  MALFORMED,
  /** The header is not a strict JSON object, or holds a parameter that is never accepted. */
  HEADER,
  /** {@code alg} is missing, not a string, or not allowed for the key. */
  ALGORITHM,
  /** {@code typ} names a kind of token that is not known here. */
  TYPE,
  /** No live key answers to the token's {@code kid}. */
  UNKNOWN_KEY,
  /** The MAC is wrong under every key that was allowed to try. */
  SIGNATURE,
  /** The MAC is right, but the payload is not a strict JSON object. */
  PAYLOAD,
  /** {@code iss} is missing or not the issuer that the key belongs to. */
  ISSUER,
  /** {@code aud} is missing or names none of the configured audiences. */
  AUDIENCE,
  /** {@code exp} has passed. */
  EXPIRED,
  /** {@code nbf} or {@code iat} lies ahead. */
  NOT_YET,
  /** {@code iat} is older than the greatest age. */
  TOO_OLD,
  /** {@code exp} lies before {@code iat}, or further from it than the longest lifetime. */
  LIFETIME,
  /** A claim is required and missing, or has the wrong type or an impossible value. */
  CLAIM,

  /** A publishable token that no issuer has, or where none is accepted. */
  PUBLISHABLE,
  /** A publishable token came from a page of an origin that is not listed. */
  ORIGIN,
  /** Beside a publishable token or an identity hash there must be one user, and is not. */
  USER,
  /** An identity hash is wrong, or none is accepted (any more). */
  HASH,
  /** The request says something else of the user than the token does. */
  MISMATCH,
  /** A client's, workspace's or API secret is not known. */
  SECRET,
  /** The body is not what the endpoint expects. */
  BODY,
  /** The body in which a token is looked for is larger than what is read of it. */
  BODY_SIZE,
  /** A sign-in would lead to a place that is not listed. */
  REDIRECT,

  /** The token was revoked, by itself or together with others. */
  REVOKED,
  /** The token is good for one request, and was used before. */
  REPLAYED,

  /** The rule does not accept this kind of token. */
  KIND,
  /** The rule names another issuer. */
  WRONG_ISSUER,
  /** The token names no audience that the rule names. */
  WRONG_AUDIENCE,
  /** The token is bound to another body than the one that came with it. */
  BODY_HASH,
  /** The token is bound to another method, path or query than those of the request. */
  QUERY_HASH,
  /** The caller lacks the role that the rule names. */
  ROLE,
  /** The caller lacks the scope that the rule names. */
  SCOPE,
  /** A claim has no value that the rule names. */
  WRONG_CLAIM,
  /** A token in a cookie came with an unsafe request from elsewhere. */
  CROSS_SITE,
  /** The application's own {@code CallerCheck} said no. */
  CALLER_CHECK,
  /** The limit that the rule names is used up. */
  RATE_LIMITED,
  /** The caller has as many streams open as one may have. */
  STREAMS_LIMITED,
  /** The token is refused, and its client's address has sent too many that were. */
  FAILURES_LIMITED,
  /** An issuer source or the store cannot answer, or is full; the request may be right. */
  UNAVAILABLE,

  /** Something failed inside; the request is refused, never let through. */
  FAULT;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word used in log lines, events and metrics, such as {@code signature}. */
  public String code() {
    return word;
  }
}
