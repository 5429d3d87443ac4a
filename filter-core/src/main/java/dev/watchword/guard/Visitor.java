package dev.watchword.guard;

/**
 * Who a publishable token came with. Nothing is proved: everyone who saw the page can show the same
 * token and name any user. It is no principal, and has no role, scope or claim.
 *
 * @param issuer the operator's name for the account that the token belongs to
 * @param unverifiedUserId the {@code user_id} as the request says it
 */
public record Visitor(String issuer, String unverifiedUserId) {
  /** The account; never the user, which the request may have invented. */
  @Override
  public String toString() {
    return "Visitor[" + issuer + "]";
  }
}
