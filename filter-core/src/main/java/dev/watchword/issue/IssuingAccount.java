package dev.watchword.issue;

import dev.watchword.token.Issuer;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An issuer as its own backend knows it: the backend shows a secret and has tokens signed for its
 * users. Fogbender calls it a workspace.
 *
 * @param rules what it may have signed
 * @param secrets what {@code /signatures} wants to see
 * @param apiKeys what {@code /users/{id}/tokens} wants to see
 * @param hashKeys what its users' identity hashes are made with, newest first; none where no hash
 *     is accepted
 */
public record IssuingAccount(
    Issuer issuer,
    IssuingRules rules,
    List<SharedKey> secrets,
    List<SharedKey> apiKeys,
    List<SharedKey> hashKeys) {
  public IssuingAccount {
    secrets = List.copyOf(secrets);
    apiKeys = List.copyOf(apiKeys);
    hashKeys = List.copyOf(hashKeys);
  }

  /**
   * Whether this text is one of the issuer's own keys, where it has one secret for everything: who
   * shows it can sign alone.
   */
  boolean isSelfSigning(String shown) {
    byte[] bytes = shown.getBytes(StandardCharsets.UTF_8);
    return issuer.allows(Relaxation.ONESECRET)
        && issuer.keys().stream().anyMatch(key -> key.secret().is(bytes));
  }

  /** Whether a backend may show one of the issuer's own keys. */
  public boolean isSelfSigning() {
    return issuer.allows(Relaxation.ONESECRET)
        && secrets.stream()
            .anyMatch(
                secret ->
                    issuer.keys().stream()
                        .anyMatch(key -> key.identity().equals(secret.identity())));
  }
}
