package dev.watchword.tenant;

import dev.watchword.http.IssuerResolver;
import dev.watchword.issue.Client;
import dev.watchword.settings.Property;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of the settings found: where there were mistakes, whatever could be read.
 *
 * @param isAlone whether there can be one issuer only, which is set without a name
 * @param tenants in their order
 * @param clients by their ids
 * @param notes lines for the start-up summary, without a secret
 * @param resolver what picks an issuer
 * @param issuerSource asked for what the settings do not have; null for none
 * @param tokenSize the greatest length of a token in characters
 * @param folder the tenants of which are among these; null for none
 * @param bad the mistakes of those tenants, by name, that cannot be used; none at start
 * @param held the mistakes of single secrets and clients, in whose place those in force stay; none
 *     at start
 */
public record TenantsReading(
    boolean isAlone,
    List<Tenant> tenants,
    Map<String, Client> clients,
    List<String> notes,
    IssuerResolver resolver,
    @Nullable IssuerSource issuerSource,
    int tokenSize,
    @Nullable TenantFolder folder,
    Map<String, List<String>> bad,
    List<String> held) {
  public TenantsReading {
    bad = Collections.unmodifiableMap(new LinkedHashMap<>(bad));
    held = List.copyOf(held);
    tenants = List.copyOf(tenants);
    clients = Collections.unmodifiableMap(new LinkedHashMap<>(clients)); // in their order
    notes = List.copyOf(notes);
  }

  public List<Issuer> issuers() {
    return tenants.stream().map(Tenant::issuer).toList();
  }

  /** Whether a rule may name this issuer: from a folder or a source any might come later. */
  public boolean mayKnow(String issuer) {
    return tenants.stream().anyMatch(tenant -> tenant.issuer().name().equals(issuer))
        || ((folder != null || issuerSource != null) && issuer.matches(Property.ISSUER_NAME));
  }

  /** Whether a session may begin: from a folder an issuer with sessions might come later. */
  public boolean maySignIn() {
    return folder != null || tenants.stream().anyMatch(tenant -> tenant.session() != null);
  }

  /** The tenants by name, in their order, in a map of the caller's own. */
  Map<String, Tenant> byName() {
    Map<String, Tenant> byName = new LinkedHashMap<>();
    tenants.forEach(tenant -> byName.put(tenant.issuer().name(), tenant));
    return byName;
  }

  /** The same reading, but with these tenants and clients. */
  TenantsReading with(Collection<Tenant> others, Map<String, Client> otherClients) {
    return new TenantsReading(
        isAlone,
        List.copyOf(others),
        otherClients,
        notes,
        resolver,
        issuerSource,
        tokenSize,
        folder,
        bad,
        held);
  }

  /** The mistakes of single tenants, secrets and clients. */
  List<String> mistakes() {
    List<String> mistakes = new ArrayList<>();
    bad.values().forEach(mistakes::addAll);
    mistakes.addAll(held);
    return mistakes;
  }

  /** Whether both have the same tenants, with the same keys, and clients. */
  boolean hasSameTenantsAs(TenantsReading other) {
    return byName().equals(other.byName()) && clients.equals(other.clients);
  }
}
