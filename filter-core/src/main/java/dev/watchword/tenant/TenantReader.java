package dev.watchword.tenant;

import dev.watchword.http.Bearer;
import dev.watchword.identity.IdentityHashRules;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.settings.Profile;
import dev.watchword.settings.Property;
import dev.watchword.settings.Settings;
import dev.watchword.tenant.SecretReader.Secret;
import dev.watchword.token.ClaimNames;
import dev.watchword.token.InvalidIssuerException;
import dev.watchword.token.Issuer;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SecretStrength;
import dev.watchword.token.SharedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads an issuer, and what it signs for others, from the properties under one prefix. */
final class TenantReader {
  private final Settings settings;
  private final IssuerReader issuers;
  private final SecretReader secrets;
  private final List<String> notes = new ArrayList<>();

  TenantReader(Settings settings) {
    this.settings = settings;
    this.issuers = new IssuerReader(settings);
    this.secrets = new SecretReader(settings);
  }

  /** Lines for the start-up summary, and warnings. */
  List<String> notes() {
    List<String> all = new ArrayList<>(issuers.notes());
    all.addAll(notes);
    return all;
  }

  /** The tenant; null where a mistake was noted. */
  @Nullable Tenant read(String name, String prefix, boolean alone) {
    Profile profile = issuers.profile(prefix);
    Issuer issuer = issuers.read(name, prefix, alone);
    Publishable publishable = publishable(prefix);
    List<SharedKey> workspace = credential(prefix + "workspace.");
    List<SharedKey> apiKeys = credential(prefix + "apikey.");
    IdentityRules identity = identity(prefix, profile, issuer);
    IdentityHashRules legacy = identity.legacy();
    IssuingRules issuing = issuing(prefix, profile, issuer);
    if (issuer == null || issuing == null) {
      return null;
    }
    if (workspace.isEmpty() && issuer.allows(Relaxation.ONESECRET)) {
      workspace = issuer.keys();
    }
    boolean signs = !workspace.isEmpty() || !apiKeys.isEmpty();
    boolean pages = signs || !publishable.tokens().isEmpty();
    Issuer complete = issuer.withPublishable(publishable, pages);
    List<SharedKey> hashKeys =
        Set.of(Mode.ACCEPT, Mode.WARN).contains(legacy.mode()) ? legacy.keys() : List.of();
    Tenant tenant =
        new Tenant(new IssuingAccount(complete, issuing, workspace, apiKeys, hashKeys), identity);
    notes.addAll(TenantSummary.of(tenant, alone));
    return tenant;
  }

  private IdentityRules identity(String prefix, Profile profile, @Nullable Issuer issuer) {
    IdentityRules identity =
        new IdentityRules(
            list(prefix, Property.IDENTITY_USER, profile),
            list(prefix, Property.IDENTITY_SIGNED, profile),
            list(prefix, Property.IDENTITY_CLIENT, profile),
            legacy(prefix, profile, issuer));
    checkAttributes(prefix, identity);
    return identity;
  }

  private List<String> list(String prefix, Property property, Profile profile) {
    String name = property.under(prefix);
    return Settings.words(settings.text(name, profile.defaultValue(property)), ",");
  }

  private Publishable publishable(String prefix) {
    String name = Property.PUBLISHABLE.under(prefix);
    Set<String> tokens = new HashSet<>(settings.list(name, Property.PUBLISHABLE));
    for (String token : tokens) {
      if (!Publishable.isToken(token)) {
        settings.mistake(
            name, "has a token that is not wpk_ and at least 16 letters, digits, _ or -");
      }
    }
    String originsName = Property.PUBLISHABLE_ORIGINS.under(prefix);
    Set<String> origins = settings.origins(originsName, Property.PUBLISHABLE_ORIGINS);
    if (tokens.isEmpty() != origins.isEmpty()) {
      settings.mistake(
          name, "and " + originsName + " belong together: from whose pages may the token come?");
    }
    try {
      return new Publishable(tokens, origins);
    } catch (InvalidIssuerException notedAbove) {
      return Publishable.NONE;
    }
  }

  /** One secret that others show as text; none where it is not set. */
  private List<SharedKey> credential(String prefix) {
    return secrets.isSet(prefix)
        ? key(prefix, null, SecretStrength.COMPARED, Bearer::canShow)
        : List.of();
  }

  private List<SharedKey> key(
      String prefix, @Nullable Instant until, SecretStrength strength, Predicate<byte[]> isOfUse) {
    Secret secret = secrets.read(prefix, strength);
    if (secret == null) {
      return List.of();
    }
    if (!isOfUse.test(secret.bytes())) {
      settings.mistake(
          Property.SECRET.under(prefix),
          "cannot be shown in a header: it must be 16 to 1024 characters of ASCII without spaces");
    }
    String name = prefix.substring(prefix.lastIndexOf('.', prefix.length() - 2) + 1);
    SharedKey key = secret.credential(name.substring(0, name.length() - 1), until);
    notes.add("%ssecret: ***%s from %s".formatted(prefix, key.fingerprint(), secret.origin()));
    return List.of(key);
  }

  private IdentityHashRules legacy(String prefix, Profile profile, @Nullable Issuer issuer) {
    String name = Property.IDENTITY_LEGACY.under(prefix);
    Mode mode =
        settings.read(
            name,
            settings.text(name, profile.defaultValue(Property.IDENTITY_LEGACY)),
            word -> Settings.oneOf(Mode.values(), Mode::configName, word));
    Instant until = settings.date(Property.IDENTITY_UNTIL.under(prefix));
    String secretPrefix = prefix + "identity.";
    boolean set = secrets.isSet(secretPrefix);
    if (mode == null) {
      return IdentityHashRules.OFF;
    }
    if (mode == Mode.OFF) {
      if (set || until != null) {
        settings.mistake(
            name,
            "is off, so identity.secret and identity.until are of no use; set accept or warn");
      }
      return IdentityHashRules.OFF;
    }
    List<String> names = list(prefix, Property.IDENTITY_HASHES, profile);
    if (names.isEmpty() || !IdentityHashRules.ALL_NAMES.containsAll(names)) {
      settings.mistake(
          Property.IDENTITY_HASHES.under(prefix),
          "must have some of these: " + String.join(", ", IdentityHashRules.ALL_NAMES));
    }
    if (set) {
      return new IdentityHashRules(
          mode, until, key(secretPrefix, until, SecretReader.HS256, any -> true), names);
    }
    if (issuer != null && issuer.allows(Relaxation.ONESECRET)) {
      return new IdentityHashRules(mode, until, issuer.keys(), names);
    }
    if (mode != Mode.REQUIRE_JWT && issuer != null) {
      settings.mistake(
          Property.IDENTITY_SECRET.under(prefix),
          "is not set, but identity.legacy is "
              + mode.configName()
              + "; another secret than the token's");
    }
    return new IdentityHashRules(mode, until, List.of(), names);
  }

  private void checkAttributes(String prefix, IdentityRules identity) {
    for (String attribute : identity.signedOnly()) {
      if (identity.clientOk().contains(attribute)) {
        settings.mistake(
            Property.IDENTITY_CLIENT.under(prefix),
            "has '" + attribute + "', which identity.signed has too: which is it?");
      }
    }
    for (String name : identity.idNames()) {
      if (identity.isDeclared(name)) {
        settings.mistake(
            Property.IDENTITY_USER.under(prefix),
            "has '" + name + "', which names the user and so cannot be an attribute");
      }
    }
  }

  private @Nullable IssuingRules issuing(String prefix, Profile profile, @Nullable Issuer issuer) {
    String lifetimeName = Property.ISSUE_LIFETIME.under(prefix);
    String longestName = Property.ISSUE_LONGEST.under(prefix);
    Duration lifetime =
        settings.duration(lifetimeName, profile.defaultValue(Property.ISSUE_LIFETIME));
    Duration longest = settings.duration(longestName, profile.defaultValue(Property.ISSUE_LONGEST));
    if (lifetime == null || longest == null) {
      return null;
    }
    Duration accepted = issuer == null ? null : issuer.rules().times().maxLifetime();
    if (accepted != null) {
      longest = longest.compareTo(accepted) > 0 ? accepted : longest;
      lifetime =
          lifetime.compareTo(longest) > 0 && settings.text(lifetimeName) == null
              ? longest
              : lifetime;
    }
    Duration most = longest;
    Duration usual = lifetime;
    if (usual.isZero()) {
      settings.mistake(lifetimeName, "is 0s: a token would end as it begins; write 5m");
      return null;
    }
    if (usual.compareTo(most) > 0) {
      settings.mistake(
          lifetimeName,
          "is longer than issue.longest or maxlifetime allows: " + most.toSeconds() + "s");
      return null;
    }
    List<String> claims = list(prefix, Property.ISSUE_CLAIMS, profile);
    String claimsName = Property.ISSUE_CLAIMS.under(prefix);
    if (issuer != null) {
      checkRights(claimsName, claims, issuer.rules().names());
    }
    return settings.read(claimsName, "", text -> new IssuingRules(usual, most, claims));
  }

  private void checkRights(String claimsName, List<String> claims, ClaimNames names) {
    for (String rights : List.of(names.roles(), names.scope())) {
      if (claims.contains(rights.replaceFirst("\\..*", ""))) {
        settings.mistake(
            claimsName,
            "has '" + rights + "', by which a backend would confer rights on its users");
      }
    }
  }
}
