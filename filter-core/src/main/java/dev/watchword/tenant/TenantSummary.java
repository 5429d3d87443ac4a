package dev.watchword.tenant;

import dev.watchword.identity.IdentityHashRules;
import dev.watchword.issue.IssuingAccount;
import dev.watchword.token.ClaimRules;
import dev.watchword.token.Issuer;
import dev.watchword.token.Relaxation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the settings say of tenants in words, for the log at start. */
final class TenantSummary {
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
    ClaimRules rules = issuer.rules();
    String algorithms =
        issuer.keys().get(0).algorithms().stream()
            .sorted()
            .map(Enum::name)
            .collect(Collectors.joining(", "));
    lines.add(
        "issuer %s: %s, leeway %ss, iss %s, aud %s"
            .formatted(
                issuer.name(),
                algorithms,
                rules.times().leeway().toSeconds(),
                rules.iss() == null ? "not looked at" : "'" + rules.iss() + "'",
                rules.audiences().isEmpty()
                    ? "not looked at"
                    : String.join(" or ", new TreeSet<>(rules.audiences()))));
    for (Relaxation relaxation : new TreeSet<>(issuer.relaxations())) {
      lines.add(
          "issuer %s is relaxed (%s): %s"
              .formatted(issuer.name(), relaxation.configName(), relaxation.meaning()));
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

  /** What an issuer does besides signing for itself. */
  static List<String> of(Tenant tenant, boolean alone) {
    List<String> lines = new ArrayList<>();
    String name = "issuer " + tenant.issuer().name();
    IssuingAccount workspace = tenant.workspace();
    boolean signs = !workspace.secrets().isEmpty() || !workspace.apiKeys().isEmpty();
    if (!alone && tenant.issuer().isRestricted()) {
      lines.add(name + " is believed only where a rule names it");
    }
    if (alone && signs && tenant.issuer().allows(Relaxation.ONESECRET)) {
      lines.add(
          "WARNING: "
              + name
              + " is alone and has one secret for all (onesecret): its users' tokens pass wherever"
              + " a token is needed");
    }
    if (signs) {
      lines.add(
          "%s signs for its backend, for %ss, at most %ss: %s"
              .formatted(
                  name,
                  workspace.rules().lifetime().toSeconds(),
                  workspace.rules().longest().toSeconds(),
                  String.join(", ", workspace.rules().claims())));
    }
    IdentityHashRules legacy = tenant.identity().legacy();
    if (legacy.mode() != IdentityHashRules.Mode.OFF) {
      lines.add(
          "%s: identity hashes: %s%s"
              .formatted(
                  name,
                  legacy.mode().configName(),
                  legacy.until() == null ? "" : ", refused from " + legacy.until()));
    }
    int publishable = tenant.issuer().publishable().tokens().size();
    if (publishable > 0) {
      lines.add(
          "%s has %s publishable token(s), which prove no user, for pages of %s"
              .formatted(
                  name,
                  publishable,
                  String.join(", ", new TreeSet<>(tenant.issuer().publishable().origins()))));
    }
    return lines;
  }
}
