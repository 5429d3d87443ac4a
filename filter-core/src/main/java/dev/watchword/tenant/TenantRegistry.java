package dev.watchword.tenant;

import dev.watchword.event.Notice;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.SecretLookup;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerSource;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tenants in force. They are read again from time to time, and swapped as one: a request sees
 * the snapshot before or the one after, with the memory that belongs to it. Settings that cannot be
 * read leave those before in force, each tenant's on its own.
 */
public final class TenantRegistry {
  private final VerifierRules rules;
  private final BiConsumer<List<Notice>, Executor> tell;
  private final TenantRefresh refresh;
  private final @Nullable IssuerSource source;

  private volatile TenantSnapshot snapshot;

  public TenantRegistry(
      TenantsReader reader,
      TenantsReading first,
      VerifierRules rules,
      InstantSource clock,
      @Nullable Duration refresh,
      LongSupplier nanos,
      BiConsumer<List<Notice>, Executor> tell) {
    this.rules = rules;
    this.tell = tell;
    this.source = first.issuerSource();
    this.refresh = new TenantRefresh(reader, first, clock, new ReadingStatus(refresh, nanos));
    this.snapshot = TenantSnapshot.of(first, rules);
  }

  /** What is in force now. */
  public TenantSnapshot snapshot() {
    return snapshot;
  }

  /** Whether an {@code IssuerSource} is asked for issuers that are not in the snapshot. */
  public boolean mayFindMore() {
    return source != null;
  }

  public TokenVerifier verifier() {
    return snapshot.verifier();
  }

  /** Whether an issuer may have a date from which its denials are enforced. */
  public boolean haveDryRuns() {
    return verifier().ring().hasDryRuns();
  }

  /** Why the last reading failed, or none has succeeded for long; null where all is well. */
  public @Nullable String complaint() {
    return refresh.complaint();
  }

  /** For how long no reading has succeeded, where that is more than three intervals; else null. */
  public @Nullable Duration overdue() {
    return refresh.overdue();
  }

  /** Signs for an issuer, each token with the keys in force at that moment. */
  public TokenSigner signer(String name) {
    Issuer known = issuer(name);
    return new TokenSigner(() -> issuer(known.name()));
  }

  /** Accounts, found by the secret that is shown at {@code /signatures}. */
  public SecretLookup<IssuingAccount> accountsBySecret() {
    return snapshot.accountsBySecret();
  }

  /** Accounts, found by the API key that is shown at {@code /users/{id}/tokens}. */
  public SecretLookup<IssuingAccount> accountsByApiKey() {
    return snapshot.accountsByApiKey();
  }

  /** How users of an issuer are known; one of an {@code IssuerSource} has the default rules. */
  public IdentityRules identity(String issuer) {
    Tenant tenant = snapshot.tenants().get(issuer);
    return tenant == null ? IdentityRules.DEFAULT : tenant.identity();
  }

  /**
   * An issuer's account by the issuer's name; an {@code IllegalArgumentException} where there is
   * none.
   */
  public IssuingAccount account(String name) {
    Tenant tenant = snapshot.tenants().get(name);
    if (tenant == null) {
      throw new IllegalArgumentException("there is no issuer '" + name + "'");
    }
    return tenant.account();
  }

  /**
   * An issuer by its name, also one of an {@code IssuerSource} that is found by its name; an {@code
   * IllegalArgumentException} where there is none.
   */
  public Issuer find(String name) {
    Issuer found =
        snapshot.tenants().containsKey(name) || source == null ? null : source.find(name);
    return found == null || !found.name().equals(name) ? issuer(name) : found;
  }

  private Issuer issuer(String name) {
    return account(name).issuer();
  }

  /**
   * Reads the tenants again.
   *
   * @param atOnce whether a change counts at once; else it counts when two readings have it, for a
   *     file may be half written
   * @param teller runs the listeners that hear of it
   */
  public void refresh(boolean atOnce, Executor teller) {
    tell.accept(refresh.refresh(atOnce, this::putInForce), teller);
  }

  private void putInForce(TenantsReading read) {
    keepUse(read.issuers());
    snapshot = TenantSnapshot.of(read, rules);
  }

  /** A key that was there before was used then, too. */
  private void keepUse(List<Issuer> next) {
    Map<Object, List<SharedKey>> before =
        snapshot.issuers().stream()
            .flatMap(issuer -> issuer.keys().stream())
            .collect(Collectors.groupingBy(SharedKey::identity));
    for (Issuer issuer : next) {
      for (SharedKey key : issuer.keys()) {
        before.getOrDefault(key.identity(), List.of()).forEach(key::usedAsMuchAs);
      }
    }
  }
}
