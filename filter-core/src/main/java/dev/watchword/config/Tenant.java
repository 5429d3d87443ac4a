package dev.watchword.config;

import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.Workspace;
import dev.watchword.token.Issuer;

/** All that the settings say of one issuer: its keys, what it signs, how its users are known. */
record Tenant(Workspace workspace, IdentityRules identity) {
  Issuer issuer() {
    return workspace.issuer();
  }

  boolean sameAs(Tenant other) {
    return workspace.sameAs(other.workspace) && identity.sameAs(other.identity);
  }
}
