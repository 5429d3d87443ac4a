package dev.watchword.tenant;

import dev.watchword.identity.IdentityHashRules;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.identity.IdentityRules;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.Issuer;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the users of an issuer are known. */
final class IdentityRulesReader {
  private final Section section;
  private final CredentialReader credentials;

  IdentityRulesReader(Section section, CredentialReader credentials) {
    this.section = section;
    this.credentials = credentials;
  }

  /**
   * The rules, whatever mistakes were noted.
   *
   * @param issuer null where it could not be read
   */
  IdentityRules read(@Nullable Issuer issuer) {
    IdentityRules identity =
        new IdentityRules(
            section.list(Property.IDENTITY_USER),
            section.list(Property.IDENTITY_SIGNED),
            section.list(Property.IDENTITY_CLIENT),
            hashRules(issuer),
            issuer != null && issuer.allows(Relaxation.NUMERICNAME));
    checkAttributes(identity);
    return identity;
  }

  private IdentityHashRules hashRules(@Nullable Issuer issuer) {
    Mode mode = section.oneOf(Property.IDENTITY_LEGACY, Mode.values(), Mode::configName);
    Instant until = section.date(Property.IDENTITY_UNTIL);
    List<String> names = section.read(Property.IDENTITY_HASHES, IdentityHashRules::namesOf);
    if (names == null || mode == null) {
      return IdentityHashRules.OFF;
    }
    if (mode == Mode.OFF) {
      boolean set = SecretPlace.isSet(section.under("identity"));
      if (set || until != null) {
        section.mistake(
            Property.IDENTITY_LEGACY,
            "is off, so identity.secret and identity.until are of no use; set accept or warn");
      }
      return new IdentityHashRules(mode, null, List.of(), names);
    }
    return new IdentityHashRules(mode, until, keys(mode, until, issuer), names);
  }

  private List<SharedKey> keys(Mode mode, @Nullable Instant until, @Nullable Issuer issuer) {
    if (SecretPlace.isSet(section.under("identity"))) {
      return credentials.ofHashes("identity", until);
    }
    if (issuer == null) {
      return List.of();
    }
    if (issuer.allows(Relaxation.ONESECRET)) {
      return issuer.keys();
    }
    if (mode != Mode.REQUIRE_JWT) {
      section.mistake(
          Property.IDENTITY_SECRET,
          "is not set, but identity.legacy is "
              + mode.configName()
              + "; another secret than the token's");
    }
    return List.of();
  }

  private void checkAttributes(IdentityRules identity) {
    for (String attribute : identity.signedOnly()) {
      if (identity.clientOk().contains(attribute)) {
        section.mistake(
            Property.IDENTITY_CLIENT,
            "has '" + attribute + "', which identity.signed has too: which is it?");
      }
    }
    for (String name : identity.idNames()) {
      if (identity.isDeclared(name)) {
        section.mistake(
            Property.IDENTITY_USER,
            "has '" + name + "', which names the user and so cannot be an attribute");
      }
    }
  }
}
