package dev.watchword.tenant;

import dev.watchword.identity.IdentityHashRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.issue.IssuingRules;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.Publishable;
import dev.watchword.token.Relaxation;
import dev.watchword.token.UseRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the settings say of tenants in words, for the log at start. */
final class TenantSummary {
  private static final String COMPANIES =
      " accepts companyHash beside hashes of users: a company's hash passes as that of a user with"
          + " the same id; set identity.hashes to the one name that pages send, or see to it that no"
          + " user has the id of a company";

  private TenantSummary() {}

  /** Each issuer and then these notes; only their number where there are many. */
  static List<String> of(List<Tenant> tenants, List<String> notes) {
    if (tenants.size() > TenantSnapshot.MOST_LISTED) {
      return List.of(tenants.size() + " issuers");
    }
    List<String> lines = new ArrayList<>();
    tenants.forEach(tenant -> lines.addAll(of(tenant.issuer())));
    lines.addAll(notes);
    return lines;
  }

  private static List<String> of(Issuer issuer) {
    List<String> lines = new ArrayList<>();
    lines.add("issuer " + issuer.name() + ": " + described(issuer));
    for (Relaxation relaxation : new TreeSet<>(issuer.relaxations())) {
      lines.add(
          "issuer %s is relaxed (%s): %s"
              .formatted(issuer.name(), relaxation.configName(), relaxation.meaning()));
    }
    lines.addAll(remembered(issuer.name(), issuer.use()));
    if (issuer.enforceFrom() != null) {
      lines.add(
          "WARNING: nothing is refused of issuer %s before %s (enforce.from): whoever picks it passes"
              .formatted(issuer.name(), issuer.enforceFrom()));
    }
    if (issuer.grants() != null) {
      lines.add(
          "issuer %s may confer %s"
              .formatted(
                  issuer.name(),
                  issuer.grants().isEmpty()
                      ? "no role and no scope"
                      : String.join(", ", new TreeSet<>(issuer.grants()))));
    }
    return lines;
  }

  /** What is remembered of its tokens. */
  private static List<String> remembered(String name, UseRules use) {
    List<String> lines = new ArrayList<>();
    if (use.revocable()) {
      List<String> by = new ArrayList<>(List.of("token", "caller", "issuer", "key"));
      use.revocableClaims().forEach(claim -> by.add("claim " + claim));
      lines.add("issuer " + name + ": tokens can be revoked, by " + String.join(", ", by));
    }
    if (use.singleUse()) {
      lines.add(
          "issuer "
              + name
              + ": each token is good for one request; "
              + use.quota()
              + " used ones are remembered at once");
    }
    return lines;
  }

  private static String described(Issuer issuer) {
    ClaimRules rules = issuer.rules();
    String algorithms =
        issuer.keys().stream()
            .flatMap(key -> key.algorithms().stream())
            .distinct()
            .sorted()
            .map(Enum::name)
            .collect(Collectors.joining(", "));
    return "%s, leeway %ss, iss %s, aud %s"
        .formatted(
            algorithms,
            rules.times().leeway().toSeconds(),
            rules.iss() == null ? "not looked at" : "'" + rules.iss() + "'",
            rules.audiences().isEmpty()
                ? "not looked at"
                : String.join(" or ", new TreeSet<>(rules.audiences())));
  }

  /** What an issuer does besides signing for itself. */
  static List<String> of(Tenant tenant, boolean alone) {
    List<String> lines = new ArrayList<>();
    String name = "issuer " + tenant.issuer().name();
    IssuingAccount account = tenant.account();
    boolean signs = !account.secrets().isEmpty() || !account.apiKeys().isEmpty();
    if (!alone && tenant.issuer().isRestricted()) {
      lines.add(name + " is believed only where a rule names it");
    }
    if (alone && account.isSelfSigning()) {
      lines.add(
          "WARNING: "
              + name
              + " is alone and has one secret for all (onesecret): its users' tokens pass wherever"
              + " a token is needed");
    }
    if (signs) {
      lines.add(name + " signs for its backend, " + described(account.rules()));
    }
    lines.addAll(ofUsers(tenant, name));
    if (!tenant.issuer().publishable().tokens().isEmpty()) {
      lines.add(name + " has " + described(tenant.issuer().publishable()));
    }
    return lines;
  }

  private static List<String> ofUsers(Tenant tenant, String name) {
    List<String> lines = new ArrayList<>();
    IssuingRules session = tenant.session();
    if (session != null) {
      lines.add(
          name + " gives identified users sessions of " + session.lifetime().toSeconds() + "s");
    }
    IdentityHashRules legacy = tenant.identity().legacy();
    if (legacy.mode() != IdentityHashRules.Mode.OFF) {
      lines.add(name + ": identity hashes: " + described(legacy));
      if (legacy.mixesCompaniesWithUsers()) {
        lines.add("WARNING: " + name + COMPANIES);
      }
    }
    return lines;
  }

  private static String described(IssuingRules rules) {
    return "for %ss, at most %ss: %s"
        .formatted(
            rules.lifetime().toSeconds(),
            rules.longest().toSeconds(),
            String.join(", ", rules.claims()));
  }

  private static String described(IdentityHashRules legacy) {
    return legacy.mode().configName()
        + (legacy.until() == null ? "" : ", refused from " + legacy.until());
  }

  private static String described(Publishable publishable) {
    return "%s publishable token(s), which prove no user, for pages of %s"
        .formatted(
            publishable.tokens().size(), String.join(", ", new TreeSet<>(publishable.origins())));
  }
}
