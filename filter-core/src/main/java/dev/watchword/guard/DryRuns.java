package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.TokenSearch;
import dev.watchword.http.TokenSearch.Found;
import dev.watchword.token.Issuer;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.TokenVerifier;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which denials are not enforced yet: all of them, those by a rule, or those of the issuer that the
 * request picks. Its issuer is looked for only once a request is denied, and only if some issuer
 * has a date.
 */
final class DryRuns {
  /** What is no matter of any issuer. */
  private static final Set<Reason> OF_NO_ISSUER = EnumSet.of(Reason.CLOSED, Reason.FAULT);

  private final Supplier<TokenVerifier> verifier;
  private final GuardPolicy policy;

  DryRuns(Supplier<TokenVerifier> verifier, GuardPolicy policy) {
    this.verifier = verifier;
    this.policy = policy;
  }

  /** What becomes of an outcome. */
  Outcome enforced(Outcome outcome, Incoming request) {
    return outcome instanceof Denied denied
        ? policy
            .enforcement()
            .apply(denied, request, policy.rules().otherwise(), cover(denied, request))
        : outcome;
  }

  /** Whether a denied request is to pass, for now. */
  boolean cover(Denied denied, Incoming request) {
    Instant now = request.now();
    PathRule rule = denied.rule();
    if (rule == null || rule.isDryRun(now) || policy.enforcement().isDryRun(now)) {
      return rule != null || policy.enforcement().isDryRun(now);
    }
    boolean mayBeOfIssuer =
        policy.enforcement().ofIssuers().getAsBoolean()
            && rule.access().looksAtTokens()
            && !OF_NO_ISSUER.contains(denied.reason());
    return mayBeOfIssuer && isDryRun(issuer(rule, request.facts(), request.earlier()), now);
  }

  /** Whether what has passed is to go on, whatever becomes of its token. */
  boolean cover(Pass pass, RequestFacts facts, Instant now) {
    PathRule rule = pass.granted().rule();
    if (policy.enforcement().isDryRun(now) || rule.isDryRun(now)) {
      return true;
    }
    if (!policy.enforcement().ofIssuers().getAsBoolean()) {
      return false;
    }
    Credential shown = pass.requester().credential();
    if (shown != null) {
      return isDryRun(picked(shown.token(), shown.filter()), now);
    }
    return pass.overridden() != null && isDryRun(issuer(rule, facts, null), now);
  }

  private static boolean isDryRun(@Nullable Issuer issuer, Instant now) {
    Instant from = issuer == null ? null : issuer.enforceFrom();
    return from != null && now.isBefore(from);
  }

  private @Nullable Issuer issuer(PathRule rule, RequestFacts facts, @Nullable Pass earlier) {
    List<String> selectors = policy.issuerResolver().selectors(facts);
    if (selectors.size() > 1) {
      return null;
    }
    IssuerFilter filter = policy.issuerResolver().filter(selectors, rule.requirements().issuers());
    return picked(token(rule, facts, earlier), filter);
  }

  /** The token that was judged, as far as there is one that can be. */
  private @Nullable String token(PathRule rule, RequestFacts facts, @Nullable Pass earlier) {
    Found found = TokenSearch.find(facts, rule.sources());
    if (found instanceof Found.Token token) {
      return token.text();
    }
    Credential shown = earlier == null ? null : earlier.requester().credential();
    return found instanceof Found.Nothing && shown != null ? shown.token() : null;
  }

  private @Nullable Issuer picked(@Nullable String token, IssuerFilter filter) {
    TokenVerifier current = verifier.get();
    boolean isTooLong = token != null && token.length() > current.longest();
    return current.ring().picked(isTooLong ? null : token, filter);
  }
}
