package dev.watchword.token;

/** What tells the issuers of a ring apart. */
public enum IssuerLookup {
  /** Nothing: there is one issuer, and never another. */
  NOTHING,
  /** The token's {@code kid}. */
  KID,
  /** The token's {@code iss}, which is compared again after the MAC. */
  ISS,
  /** Something in the request outside of the token. */
  REQUEST
}
