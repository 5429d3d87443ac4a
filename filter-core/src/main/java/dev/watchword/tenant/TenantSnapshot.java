package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.SecretLookup;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerLookup;
import dev.watchword.token.KeyRing;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenVerifier;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tenants that are in force at one moment, and what is made of them once. Immutable but for the
 * verifier's memory, which belongs to these keys alone.
 *
 * @param issuers in their order
 * @param tenants the same issuers by their names, with all that is set for them
 * @param clients by their ids
 * @param accountsBySecret accounts, found by the secret that is shown at {@code /signatures}
 * @param accountsByApiKey accounts, found by the API key that is shown at {@code
 *     /users/{id}/tokens}
 */
public record TenantSnapshot(
    List<Issuer> issuers,
    Map<String, Tenant> tenants,
    Map<String, Client> clients,
    TokenVerifier verifier,
    SecretLookup<IssuingAccount> accountsBySecret,
    SecretLookup<IssuingAccount> accountsByApiKey) {
  /** More issuers than these are counted in the summary and in health, not listed. */
  public static final int MOST_LISTED = 20;

  /** Of a reading without a mistake. */
  static TenantSnapshot of(TenantsReading reading, VerifierRules rules) {
    List<Issuer> issuers = reading.issuers();
    IssuerLookup lookup = reading.isAlone() ? IssuerLookup.NOTHING : lookup(reading.resolver());
    KeyRing keys = new KeyRing(issuers, lookup, reading.issuerSource(), rules.memory());
    return new TenantSnapshot(
        issuers,
        reading.tenants().stream()
            .collect(Collectors.toUnmodifiableMap(one -> one.issuer().name(), one -> one)),
        reading.clients(),
        new TokenVerifier(keys, rules.tokenSize()),
        accounts(reading, IssuingAccount::secrets),
        accounts(reading, IssuingAccount::apiKeys));
  }

  private static IssuerLookup lookup(IssuerResolver resolver) {
    return switch (resolver.by()) {
      case KID -> IssuerLookup.KID;
      case ISS -> IssuerLookup.ISS;
      case HOST, HEADER, QUERY -> IssuerLookup.REQUEST;
    };
  }

  private static SecretLookup<IssuingAccount> accounts(
      TenantsReading reading, Function<IssuingAccount, List<SharedKey>> secrets) {
    return new SecretLookup<>(reading.tenants().stream().map(Tenant::account).toList(), secrets);
  }
}
