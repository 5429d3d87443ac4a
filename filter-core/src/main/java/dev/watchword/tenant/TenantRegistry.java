package dev.watchword.tenant;

import dev.watchword.event.Notice;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.SecretLookup;
import dev.watchword.settings.SettingsException;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tenants in force. They are read again from time to time, and swapped as one: a request sees
 * the snapshot before or the one after, with the memory that belongs to it. Settings that cannot be
 * read leave the snapshot before in force.
 */
public final class TenantRegistry {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final TenantsReader reader;
  private final int tokenSize;
  private final InstantSource clock;
  private final BiConsumer<List<Notice>, Executor> tell;
  private final ReadingStatus status;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /** The last one without a mistake: what did not change since need not be read again. */
  private TenantsReading lastRead;

  private volatile TenantSnapshot snapshot;

  public TenantRegistry(
      TenantsReader reader,
      TenantsReading first,
      int tokenSize,
      InstantSource clock,
      @Nullable Duration refresh,
      LongSupplier nanos,
      BiConsumer<List<Notice>, Executor> tell) {
    this.reader = reader;
    this.tokenSize = tokenSize;
    this.clock = clock;
    this.tell = tell;
    this.status = new ReadingStatus(refresh, nanos);
    this.lastRead = first;
    this.snapshot = TenantSnapshot.of(first, tokenSize);
  }

  /** What is in force now. */
  public TenantSnapshot snapshot() {
    return snapshot;
  }

  public TokenVerifier verifier() {
    return snapshot.verifier();
  }

  /** Why the last reading failed, or none has succeeded for long; null where all is well. */
  public @Nullable String complaint() {
    return status.complaint();
  }

  /** For how long no reading has succeeded, where that is more than three intervals; else null. */
  public @Nullable Duration overdue() {
    return status.overdue();
  }

  /** Signs for an issuer, each token with the keys in force at that moment. */
  public TokenSigner signer(String name) {
    Issuer known = issuer(name);
    return new TokenSigner(() -> issuer(known.name()));
  }

  /** Whose secret is shown at {@code /signatures}. */
  public SecretLookup<IssuingAccount> workspaces() {
    return snapshot.workspaces();
  }

  /** Whose secret is shown at {@code /users/{id}/tokens}. */
  public SecretLookup<IssuingAccount> apiKeys() {
    return snapshot.apiKeys();
  }

  /** How users of an issuer are known; one of an {@code IssuerSource} has the default rules. */
  public IdentityRules identity(String issuer) {
    Tenant tenant = snapshot.tenants().get(issuer);
    return tenant == null ? IdentityRules.DEFAULT : tenant.identity();
  }

  /** An issuer by its name; an {@code IllegalArgumentException} where there is none. */
  public IssuingAccount workspace(String name) {
    Tenant tenant = snapshot.tenants().get(name);
    if (tenant == null) {
      throw new IllegalArgumentException("there is no issuer '" + name + "'");
    }
    return tenant.workspace();
  }

  private Issuer issuer(String name) {
    return workspace(name).issuer();
  }

  /**
   * Reads the tenants again. Twice, because a file may be half written: what does not stand still
   * is left for the next time. Where another thread is at it, it is waited for, but not for ever.
   *
   * @param teller runs the listeners that hear of it
   */
  public void refresh(Executor teller) {
    tell.accept(refreshed(), teller);
  }

  private List<Notice> refreshed() {
    Instant now = clock.instant();
    try {
      if (!oneAtATime.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return failed(now, List.of("another reading has not come to its end"));
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return List.of();
    }
    try {
      return reread(now);
    } catch (SettingsException mistakes) {
      return failed(now, mistakes.mistakes());
    } catch (Throwable whatever) { // also no memory, or what a source of others throws
      return failed(now, List.of("reading failed: " + whatever.getClass().getName()));
    } finally {
      oneAtATime.unlock();
    }
  }

  private List<Notice> reread(Instant now) {
    TenantsReading read = readAgain();
    if (read.hasTenantsOf(lastRead)) {
      lastRead = read;
    } else if (reader.readAgain(lastRead).hasTenantsOf(read)) {
      putInForce(read);
      status.succeeded();
      String text = "keys were read anew: " + String.join("; ", read.notes());
      return List.of(new Notice(now, Notice.Kind.KEYS_CHANGED, text));
    }
    status.succeeded();
    return List.of();
  }

  private List<Notice> failed(Instant now, List<String> mistakes) {
    String why = String.join("; ", mistakes);
    if (!status.failed(why)) {
      return List.of();
    }
    String text = "keys could not be read anew, those before stay in force: " + why;
    return List.of(new Notice(now, Notice.Kind.KEYS_UNREADABLE, text));
  }

  /** What is bad may be half written, too: it is looked at twice. */
  private TenantsReading readAgain() {
    try {
      return reader.readAgain(lastRead);
    } catch (SettingsException halfWritten) {
      return reader.readAgain(lastRead);
    }
  }

  private void putInForce(TenantsReading read) {
    keepUse(read.issuers());
    lastRead = read;
    snapshot = TenantSnapshot.of(read, tokenSize);
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
