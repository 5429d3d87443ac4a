package dev.watchword.tenant;

import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.token.Issuer;

/** All that the settings say of one issuer: its keys, what it signs, how its users are known. */
public record Tenant(IssuingAccount account, IdentityRules identity) {
  public Issuer issuer() {
    return account.issuer();
  }
}
