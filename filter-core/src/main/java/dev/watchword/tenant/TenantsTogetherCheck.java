package dev.watchword.tenant;

import static java.util.stream.Collectors.groupingBy;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.issue.TrialTokens;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import java.util.List;
import java.util.Map;

/** What holds for tenants, their clients and an issuer source together. */
final class TenantsTogetherCheck {
  private TenantsTogetherCheck() {}

  /** Notes each mistake. */
  static void check(Settings settings, TenantsReading reading) {
    IssuersTogetherCheck.check(settings, reading.issuers(), reading.resolver());
    Map<String, List<Client>> clients =
        reading.clients().values().stream().collect(groupingBy(Client::issuer));
    for (Tenant tenant : reading.tenants()) {
      List<Client> own = clients.getOrDefault(tenant.issuer().name(), List.of());
      NamesAsRights.check(settings, tenant, !own.isEmpty());
      TrialTokens.faults(tenant.account(), own).forEach(settings::mistake);
    }
    SecretReuseCheck.check(settings, reading.tenants(), reading.clients().values());
    boolean hasSource = reading.issuerSource() != null;
    if (hasSource && reading.resolver().by() == IssuerResolver.By.KID) {
      settings.mistake(
          Property.CHOOSE.documentedName(),
          "is kid, by which an IssuerSource is never asked; set iss, host, header NAME or query NAME");
    }
    if (settings.mistakes().isEmpty() && reading.tenants().isEmpty() && !hasSource) {
      settings.mistake(
          "watchword.issuers.location holds no issuer; put a file with a secret there");
    }
  }
}
