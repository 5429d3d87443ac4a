package dev.watchword.tenant;

import dev.watchword.issue.Client;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import dev.watchword.tenant.SecretReader.Secret;
import dev.watchword.token.Issuer;
import dev.watchword.token.SecretStrength;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the OAuth clients. */
final class ClientReader {
  private static final String PREFIX = Property.PREFIX + "client.";

  private final Settings settings;
  private final Map<String, Tenant> tenants;

  ClientReader(Settings settings, Map<String, Tenant> tenants) {
    this.settings = settings;
    this.tenants = tenants;
  }

  /** The clients by their ids. */
  Map<String, Client> read(List<String> notes) {
    List<String> names = settings.names(Property.CLIENTS.documentedName(), Property.CLIENTS);
    Map<String, Client> clients = new LinkedHashMap<>();
    for (String name : names) {
      Client client = read(name, PREFIX + name + ".");
      if (client != null && clients.put(client.id(), client) != null) {
        settings.mistake(PREFIX + name + ".id", "is the id of another client, too");
      }
      if (client != null) {
        notes.add(
            "client %s: ***%s, scopes %s, signed by issuer %s"
                .formatted(
                    name,
                    client.secret().fingerprint(),
                    client.scopes().isEmpty()
                        ? "none"
                        : String.join(" ", new TreeSet<>(client.scopes())),
                    client.issuer()));
      }
    }
    for (String property : settings.namesUnder(PREFIX)) {
      String name = property.substring(PREFIX.length()).replaceFirst("\\..*", "");
      if (!names.contains(name)) {
        settings.mistake(property, "is of no use: watchword.clients does not list '" + name + "'");
      }
    }
    return clients;
  }

  private @Nullable Client read(String name, String prefix) {
    Secret secret = new SecretReader(settings).read(prefix, SecretStrength.COMPARED);
    Set<String> scopes = new HashSet<>(settings.list(prefix + "scopes", Property.CLIENT_SCOPES));
    for (String scope : scopes) {
      if (!scope.matches("[!#-\\[\\]-~]+")) {
        settings.mistake(prefix + "scopes", "has '" + scope + "', which is no scope (RFC 6749)");
      }
    }
    Issuer issuer = issuer(prefix + "issuer", name);
    if (issuer == null || secret == null) {
      return null;
    }
    Set<String> grants = issuer.grants();
    if (grants != null && !grants.containsAll(scopes)) {
      settings.mistake(
          prefix + "scopes", "has scopes that issuer '" + issuer.name() + "' does not grant");
    }
    String id = settings.text(prefix + "id", name);
    if (!id.matches("[ -~]{1,256}")) {
      settings.mistake(prefix + "id", "is not 1 to 256 printable characters");
    }
    return new Client(id, secret.credential("client", null), issuer.name(), scopes);
  }

  private @Nullable Issuer issuer(String property, String client) {
    String named = settings.text(property);
    Tenant tenant =
        named == null && tenants.size() == 1
            ? tenants.values().iterator().next()
            : tenants.get(named == null ? "" : named);
    if (tenant == null && !tenants.isEmpty()) {
      settings.mistake(
          property,
          named == null
              ? "is not set: which issuer signs for client '" + client + "'?"
              : "names '" + named + "', which is no issuer");
    }
    return tenant == null ? null : tenant.issuer();
  }
}
