package dev.watchword.tenant;

import dev.watchword.issue.Client;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.settings.Settings;
import dev.watchword.token.Issuer;
import dev.watchword.token.MacAlgorithm;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Each secret serves one purpose: a person who learns the one that a client shows must not be able
 * to sign tokens with it.
 */
final class SecretReuseCheck {
  private final Settings settings;
  private final Map<Object, String> purposes = new HashMap<>();
  private final Map<String, String> publishable = new HashMap<>();

  private SecretReuseCheck(Settings settings) {
    this.settings = settings;
  }

  /** Notes a mistake for each secret that has a second purpose. */
  static void check(Settings settings, List<Tenant> tenants, Collection<Client> clients) {
    SecretReuseCheck check = new SecretReuseCheck(settings);
    tenants.forEach(tenant -> check.addKeys(tenant.issuer()));
    tenants.forEach(check::checkCredentials);
    clients.forEach(
        client -> check.once(client.secret(), "the secret of client '" + client.id() + "'"));
  }

  private void addKeys(Issuer issuer) {
    for (SharedKey key : issuer.keys()) {
      String purpose = "the key '" + key.name() + "'" + of(issuer);
      key.secret().readings().forEach(reading -> purposes.put(reading, purpose));
    }
  }

  private void checkCredentials(Tenant tenant) {
    Issuer issuer = tenant.issuer();
    IssuingAccount account = tenant.account();
    boolean isOneSecret = issuer.allows(Relaxation.ONESECRET);
    once(account.secrets(), "workspace.secret", isOneSecret, issuer);
    once(account.apiKeys(), "apikey.secret", false, issuer);
    once(tenant.identity().legacy().keys(), "identity.secret", isOneSecret, issuer);
    issuer.publishable().tokens().forEach(token -> checkPublishable(token, issuer));
  }

  private void once(List<SharedKey> keys, String purpose, boolean isOneSecret, Issuer issuer) {
    for (SharedKey key : keys) {
      boolean isOwn = issuer.keys().stream().anyMatch(own -> isKnownWith(own, key));
      if (!(isOneSecret && isOwn)) {
        once(key, purpose + of(issuer));
      }
    }
  }

  private void checkPublishable(String token, Issuer issuer) {
    String other = publishable.put(token, issuer.name());
    if (other == null) {
      once(asSecret(token), "a publishable token" + of(issuer));
    } else {
      settings.mistake(
          "issuers '" + other + "' and '" + issuer.name() + "' have the same publishable token");
    }
  }

  /** To be compared with the secrets. */
  private static SharedKey asSecret(String publishable) {
    byte[] bytes = publishable.getBytes(StandardCharsets.UTF_8);
    return new SharedKey("publishable", null, bytes, Set.of(MacAlgorithm.HS256), null, null);
  }

  private void once(SharedKey key, String purpose) {
    for (Object reading : key.secret().readings()) {
      String other = purposes.putIfAbsent(reading, purpose);
      if (other != null && !other.equals(purpose)) {
        settings.mistake(
            purpose + " is the same as " + other + "; give each purpose a secret of its own");
      }
    }
  }

  /** Whether who has one secret has the other as well, though it may be written otherwise. */
  private static boolean isKnownWith(SharedKey one, SharedKey other) {
    return !Collections.disjoint(one.secret().readings(), other.secret().readings());
  }

  private static String of(Issuer issuer) {
    return " of issuer '" + issuer.name() + "'";
  }
}
