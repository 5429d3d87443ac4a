package dev.watchword.tenant;

import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.settings.Settings;
import dev.watchword.token.ClaimNames;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an issuer signs for others, what it writes into each token must be no right: a user could
 * be called {@code admin}.
 */
final class NamesAsRights {
  private static final Set<String> OF_USERS_AND_CLIENTS = Set.of("userId", "client_id");

  private NamesAsRights() {}

  /** Notes a mistake for each such claim. */
  static void check(Settings settings, Tenant tenant, boolean hasClients) {
    IssuingAccount account = tenant.account();
    boolean signs =
        hasClients
            || tenant.session() != null
            || !account.secrets().isEmpty()
            || !account.apiKeys().isEmpty();
    Set<String> grants = tenant.issuer().grants();
    if (!signs || (grants != null && grants.isEmpty())) {
      return;
    }
    ClaimNames names = tenant.issuer().rules().names();
    Set<String> claims = new TreeSet<>(names.nameClaims());
    claims.addAll(IssuingRules.RESERVED);
    claims.addAll(OF_USERS_AND_CLIENTS);
    claims.stream()
        .filter(names::confersRights)
        .forEach(
            claim ->
                settings.mistake(
                    "issuer '%s' signs for others, and takes roles or scopes from '%s', which it sets itself: whoever has the name of a right would have the right"
                        .formatted(tenant.issuer().name(), claim)));
  }
}
