package dev.watchword.tenant;

import dev.watchword.http.Bearer;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of one issuer that sign no tokens. */
final class CredentialReader {
  static final String WORKSPACE = "workspace";
  static final String API_KEY = "apikey";

  private final Section section;
  private final ReadingContext context;
  private final @Nullable Tenant tenantInForce;

  /**
   * A reader.
   *
   * @param inForce the tenant as it is in force; null for none
   */
  CredentialReader(Section section, ReadingContext context, @Nullable Tenant inForce) {
    this.section = section;
    this.context = context;
    this.tenantInForce = inForce;
  }

  /** One secret that a backend shows as text; none where it is not set, or is bad. */
  List<SharedKey> shown(String name) {
    Section own = section.under(name);
    if (!SecretPlace.isSet(own)) {
      return List.of();
    }
    Function<IssuingAccount, List<SharedKey>> keys =
        name.equals(WORKSPACE) ? IssuingAccount::secrets : IssuingAccount::apiKeys;
    List<SharedKey> inForce = inForce(name, tenant -> keys.apply(tenant.account()));
    Secret secret = context.single().read(own, !inForce.isEmpty(), CredentialReader::shown);
    return secret == null ? inForce : keys(name, secret, null);
  }

  private static @Nullable Secret shown(Section own) {
    Secret secret = SecretReader.read(own, SecretStrength.COMPARED);
    if (secret != null && !Bearer.canShow(secret.bytes())) {
      own.mistake(
          Property.SECRET,
          "cannot be shown in a header: it must be 16 to 1024 characters of ASCII without spaces");
    }
    return secret;
  }

  /** The secret of identity hashes; none where it is bad, or ended and was taken away. */
  List<SharedKey> ofHashes(String name, @Nullable Instant until) {
    if (context.isOver(until) && SecretPlace.isGone(section.under(name))) {
      context.noteGone(section.under(name).name(Property.SECRET), until);
      return List.of();
    }
    List<SharedKey> inForce = inForce(name, tenant -> tenant.identity().legacy().keys());
    Section own = section.under(name);
    Secret secret =
        context
            .single()
            .read(own, !inForce.isEmpty(), one -> SecretReader.read(one, SecretReader.HS256));
    return secret == null
        ? inForce.stream().map(key -> until(until, key)).toList()
        : keys(name, secret, until);
  }

  private static SharedKey until(@Nullable Instant until, SharedKey key) {
    return key.secret().asKey(key.name(), null, key.algorithms(), null, until);
  }

  /** What is in force under that name, and so was set by it. */
  private List<SharedKey> inForce(String name, Function<Tenant, List<SharedKey>> keys) {
    return tenantInForce == null
        ? List.of()
        : keys.apply(tenantInForce).stream().filter(key -> key.name().equals(name)).toList();
  }

  private List<SharedKey> keys(String name, Secret secret, @Nullable Instant until) {
    SharedKey key = secret.credential(name, until);
    String property = section.under(name).name(Property.SECRET);
    context
        .notes()
        .add("%s: ***%s from %s".formatted(property, key.fingerprint(), secret.origin()));
    secret.warnings(name).forEach(context.notes()::add);
    return List.of(key);
  }
}
