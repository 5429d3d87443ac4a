package dev.watchword.tenant;

import dev.watchword.event.Notice;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.SecretLookup;
import dev.watchword.settings.SettingsException;
import dev.watchword.tenant.TenantsReader.Ring;
import dev.watchword.token.Issuer;
import dev.watchword.token.SharedKey;
import dev.watchword.token.TokenSigner;
import dev.watchword.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The keys in force. They are read again from time to time, and swapped as one: a request sees
 * those before or those after, with the memory that belongs to them. Keys that cannot be read leave
 * those before in force.
 */
public final class TenantRegistry {
  private static final Duration NOTICE = Duration.ofDays(7);

  private final TenantsReader reader;
  private final int tokenSize;
  private final InstantSource clock;
  private final Consumer<Notice> tell;
  private final Map<String, LocalDate> warned = new HashMap<>();
  private volatile InForce inForce;
  private volatile @Nullable String complaint;

  public TenantRegistry(
      TenantsReader reader, Ring first, int tokenSize, InstantSource clock, Consumer<Notice> tell) {
    this.reader = reader;
    this.tokenSize = tokenSize;
    this.clock = clock;
    this.tell = tell;
    this.inForce = new InForce(first, tokenSize);
  }

  /** One reading, and what is made of it once. */
  private record InForce(
      Ring ring,
      TokenVerifier verifier,
      SecretLookup<IssuingAccount> workspaces,
      SecretLookup<IssuingAccount> apiKeys) {
    private InForce(Ring ring, int tokenSize) {
      this(
          ring,
          new TokenVerifier(ring.keys(), tokenSize),
          known(ring, IssuingAccount::secrets),
          known(ring, IssuingAccount::apiKeys));
    }

    private static SecretLookup<IssuingAccount> known(
        Ring ring, Function<IssuingAccount, List<SharedKey>> secrets) {
      return new SecretLookup<>(
          ring.tenants().values().stream().map(Tenant::workspace).toList(), secrets);
    }
  }

  public TokenVerifier verifier() {
    return inForce.verifier;
  }

  public Ring ring() {
    return inForce.ring;
  }

  /** Why the last reading failed; null where it did not. */
  public @Nullable String complaint() {
    return complaint;
  }

  /** Signs for an issuer, each token with the keys in force at that moment. */
  public TokenSigner signer(String name) {
    Issuer known = issuer(name);
    return new TokenSigner(() -> issuer(known.name()));
  }

  /** Whose secret is shown at {@code /signatures}. */
  public SecretLookup<IssuingAccount> workspaces() {
    return inForce.workspaces;
  }

  /** Whose secret is shown at {@code /users/{id}/tokens}. */
  public SecretLookup<IssuingAccount> apiKeys() {
    return inForce.apiKeys;
  }

  /** How users of an issuer are known; one of a key source has the standard rules. */
  public IdentityRules identity(String issuer) {
    Tenant tenant = inForce.ring.tenants().get(issuer);
    return tenant == null ? IdentityRules.DEFAULT : tenant.identity();
  }

  /** An issuer by its name; an {@code IllegalArgumentException} where there is none. */
  public IssuingAccount workspace(String name) {
    Tenant tenant = inForce.ring.tenants().get(name);
    if (tenant == null) {
      throw new IllegalArgumentException("there is no issuer '" + name + "'");
    }
    return tenant.workspace();
  }

  private Issuer issuer(String name) {
    return workspace(name).issuer();
  }

  /**
   * Reads the keys again. Twice, because somebody may be in the middle of writing: what does not
   * stand still is left for the next time.
   */
  public synchronized void refresh() {
    Instant now = clock.instant();
    try {
      Ring read = readAgain();
      complaint = null;
      if (read.hasTenantsOf(inForce.ring) || !reader.readAgain().hasTenantsOf(read)) {
        return;
      }
      keepUse(read);
      inForce = new InForce(read, tokenSize);
      String text = "keys were read anew: " + String.join("; ", read.notes());
      tell.accept(new Notice(now, Notice.Kind.KEYS_CHANGED, text));
    } catch (SettingsException mistakes) {
      if (!Objects.equals(mistakes.getMessage(), complaint)) {
        complaint = mistakes.getMessage();
        tell.accept(
            new Notice(
                now,
                Notice.Kind.KEYS_UNREADABLE,
                "keys could not be read anew, those before stay in force: "
                    + String.join("; ", mistakes.mistakes())));
      }
    }
  }

  /** What is bad may be half written, too: it is looked at twice. */
  private Ring readAgain() {
    try {
      return reader.readAgain();
    } catch (SettingsException halfWritten) {
      return reader.readAgain();
    }
  }

  private void keepUse(Ring next) {
    Map<Object, SharedKey> before = new HashMap<>();
    inForce.ring.keys().issuers().stream()
        .flatMap(issuer -> issuer.keys().stream())
        .forEach(key -> before.put(key.identity(), key));
    for (Issuer issuer : next.keys().issuers()) {
      for (SharedKey key : issuer.keys()) {
        SharedKey same = before.get(key.identity());
        if (same != null && same != key) {
          key.usedAsMuchAs(same);
        }
      }
    }
  }

  /** Warns once a day of each key that ends within a week, and of issuers that have none left. */
  public synchronized void warnOfEnds() {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    warned.values().removeIf(day -> !day.equals(today)); // issuers come and go
    for (Issuer issuer : inForce.ring.keys().issuers()) {
      for (SharedKey key : issuer.keys()) {
        Instant until = key.until();
        if (until != null
            && isNear(until, now)
            && isNews(issuer.name() + "/" + key.name(), today)) {
          tell.accept(new Notice(now, Notice.Kind.KEY_ENDING, ending(issuer, key, until)));
        }
      }
      boolean live = issuer.keys().stream().anyMatch(key -> key.liveAt(now));
      if (!live && isNews(issuer.name(), today)) {
        String text = "no key of issuer '" + issuer.name() + "' is live: its tokens are refused";
        tell.accept(new Notice(now, Notice.Kind.KEY_ENDING, text));
      }
    }
  }

  private static boolean isNear(Instant until, Instant now) {
    return now.isBefore(until) && now.plus(NOTICE).isAfter(until);
  }

  private boolean isNews(String what, LocalDate today) {
    return !today.equals(warned.put(what, today));
  }

  private static String ending(Issuer issuer, SharedKey key, Instant until) {
    boolean last = issuer.keys().stream().noneMatch(other -> other.liveAt(until));
    Instant used = key.lastUsed();
    return "key '%s' of issuer '%s' ends at %s; %s%s"
        .formatted(
            key.name(),
            issuer.name(),
            until,
            used == null ? "no token came under it since the start" : "last token under it " + used,
            last ? "; THEN NO KEY OF THIS ISSUER IS LEFT" : "");
  }
}
