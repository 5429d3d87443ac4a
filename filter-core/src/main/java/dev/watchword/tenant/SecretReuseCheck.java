package dev.watchword.tenant;

import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.Client;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.settings.Settings;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each secret serves one purpose: whoever learns the one that a client shows must not be able to
 * sign tokens with it.
 */
final class SecretReuseCheck {
  private final Settings settings;
  private final Map<Object, String> purposes = new HashMap<>();
  private final Map<String, String> publishable = new HashMap<>();

  SecretReuseCheck(Settings settings) {
    this.settings = settings;
  }

  void check(List<Tenant> tenants, Collection<Client> clients) {
    for (Tenant tenant : tenants) {
      String issuer = " of issuer '" + tenant.issuer().name() + "'";
      for (SharedKey key : tenant.issuer().keys()) {
        purposes.put(key.identity(), "the key '" + key.name() + "'" + issuer);
      }
    }
    for (Tenant tenant : tenants) {
      String issuer = " of issuer '" + tenant.issuer().name() + "'";
      boolean oneSecret = tenant.issuer().allows(Relaxation.ONESECRET);
      IssuingAccount workspace = tenant.workspace();
      IdentityRules identity = tenant.identity();
      once(workspace.secrets(), "workspace.secret" + issuer, oneSecret, workspace);
      once(workspace.apiKeys(), "apikey.secret" + issuer, false, workspace);
      once(identity.legacy().keys(), "identity.secret" + issuer, oneSecret, workspace);
      for (String token : tenant.issuer().publishable().tokens()) {
        String other = publishable.put(token, tenant.issuer().name());
        if (other != null) {
          settings.mistake(
              "issuers '"
                  + other
                  + "' and '"
                  + tenant.issuer().name()
                  + "' have the same publishable token");
        } else {
          once(publishable(token), "a publishable token" + issuer);
        }
      }
    }
    for (Client client : clients) {
      once(client.secret(), "the secret of client '" + client.id() + "'");
    }
  }

  private void once(
      List<SharedKey> keys, String purpose, boolean oneSecret, IssuingAccount workspace) {
    for (SharedKey key : keys) {
      boolean own =
          workspace.issuer().keys().stream()
              .anyMatch(signing -> signing.identity().equals(key.identity()));
      if (!(oneSecret && own)) {
        once(key, purpose);
      }
    }
  }

  /** As if it were a secret, to be compared with those. */
  private static SharedKey publishable(String token) {
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    return new SharedKey("publishable", null, bytes, Set.of(MacAlgorithm.HS256), null, null);
  }

  private void once(SharedKey key, String purpose) {
    String other = purposes.putIfAbsent(key.identity(), purpose);
    if (other != null) {
      settings.mistake(
          purpose + " is the same as " + other + "; give each purpose a secret of its own");
    }
  }
}
