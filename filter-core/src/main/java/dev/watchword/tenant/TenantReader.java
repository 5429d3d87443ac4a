package dev.watchword.tenant;

import dev.watchword.identity.IdentityHashRules;
import dev.watchword.identity.IdentityHashRules.Mode;
import dev.watchword.identity.IdentityRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.settings.Property;
import dev.watchword.settings.Section;
import dev.watchword.token.InvalidIssuerException;
import dev.watchword.token.Issuer;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.SharedKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an issuer, and what it signs for others, from one section. */
final class TenantReader {
  private final ReadingContext context;

  TenantReader(ReadingContext context) {
    this.context = context;
  }

  /** The tenant; null where a mistake was noted. */
  @Nullable Tenant read(String name, Section given, boolean alone) {
    Section section = given.withProfile();
    CredentialReader credentials = new CredentialReader(section, context, context.inForce(name));
    Issuer issuer = new IssuerReader(context).read(name, section, alone);
    Publishable publishable = publishable(section);
    List<SharedKey> secrets = credentials.shown(CredentialReader.WORKSPACE);
    List<SharedKey> apiKeys = credentials.shown(CredentialReader.API_KEY);
    IdentityRules identity = new IdentityRulesReader(section, credentials).read(issuer);
    IssuingRules issuing = new IssuingRulesReader(section, context.tokenSize()).read(issuer);
    if (issuer == null || issuing == null) {
      return null;
    }
    if (secrets.isEmpty() && issuer.allows(Relaxation.ONESECRET)) {
      secrets = issuer.keys();
    }
    boolean signs = !secrets.isEmpty() || !apiKeys.isEmpty();
    boolean sessions = !section.text(Property.IDENTITY_SESSION).equals("off");
    boolean pages = signs || sessions || !publishable.tokens().isEmpty();
    Issuer complete = issuer.withPublishable(publishable, pages);
    IssuingRules session =
        new SessionRulesReader(section, context.tokenSize(), context.now())
            .read(complete, identity);
    List<SharedKey> hashKeys = acceptedHashKeys(identity.legacy());
    Tenant tenant =
        new Tenant(
            new IssuingAccount(complete, issuing, secrets, apiKeys, hashKeys), identity, session);
    TenantSummary.of(tenant, alone).forEach(context.notes()::add);
    return tenant;
  }

  private static List<SharedKey> acceptedHashKeys(IdentityHashRules legacy) {
    boolean accepted = Set.of(Mode.ACCEPT, Mode.WARN).contains(legacy.mode());
    return accepted && !legacy.isStamped() ? legacy.keys() : List.of();
  }

  private static Publishable publishable(Section section) {
    Set<String> tokens = new HashSet<>(section.list(Property.PUBLISHABLE));
    for (String token : tokens) {
      if (!Publishable.isToken(token)) {
        section.mistake(
            Property.PUBLISHABLE,
            "has a token that is not wpk_ and at least 16 letters, digits, _ or -");
      }
    }
    Set<String> origins = section.origins(Property.PUBLISHABLE_ORIGINS);
    if (tokens.isEmpty() != origins.isEmpty()) {
      section.mistake(
          Property.PUBLISHABLE,
          "and "
              + section.name(Property.PUBLISHABLE_ORIGINS)
              + " belong together: from whose pages may the token come?");
    }
    try {
      return new Publishable(tokens, origins);
    } catch (InvalidIssuerException notedAbove) {
      return Publishable.NONE;
    }
  }
}
