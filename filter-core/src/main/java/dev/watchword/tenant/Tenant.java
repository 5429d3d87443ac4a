package dev.watchword.tenant;

import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.token.Issuer;
import org.jspecify.annotations.Nullable;

/**
 * All that the settings say of one issuer: its keys, what it signs, how its users are known.
 *
 * @param session what it signs for users that a page has identified; null for nothing
 */
public record Tenant(
    IssuingAccount account, IdentityRules identity, @Nullable IssuingRules session) {
  /** A tenant without sessions. */
  public Tenant(IssuingAccount account, IdentityRules identity) {
    this(account, identity, null);
  }

  public Issuer issuer() {
    return account.issuer();
  }
}
