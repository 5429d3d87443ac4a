package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Answered;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.WithoutToken;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.RequestFacts;
import dev.watchword.http.RequestHost;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.NewerToken;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order of the checks: path, rule, and then those of {@link TokenChecks} and its limit; {@link
 * SingleUse} is the last, so that a denied request uses up nothing. Has no state; its effects are
 * that it charges limits and uses up tokens.
 */
final class AccessChecks {
  private final GuardPolicy policy;
  private final DryRuns dryRuns;
  private final Meters meters;
  private final LimitChecks limits;
  private final TokenChecks tokens;
  private final SingleUse singleUse;

  AccessChecks(
      Supplier<TokenVerifier> verifier,
      GuardPolicy policy,
      List<CallerCheck> checks,
      DryRuns dryRuns,
      Meters meters) {
    this.policy = policy;
    this.dryRuns = dryRuns;
    this.meters = meters;
    this.limits = new LimitChecks(policy.limits(), meters);
    this.tokens = new TokenChecks(verifier, policy, new CallerChecks(checks), limits);
    this.singleUse = new SingleUse(policy.memory(), limits);
  }

  Outcome evaluate(Incoming request) {
    long began = meters.begin();
    Outcome outcome = judge(request);
    meters.judged(began);
    return outcome instanceof Denied denied ? DenialNotes.on(denied, request.facts()) : outcome;
  }

  private Outcome judge(Incoming request) {
    if (request.isUnreadable()) {
      return Denied.of(null, Reason.UNREADABLE, "the server cannot read the request");
    }
    RequestFacts facts = request.facts();
    Pass earlier = request.earlier();
    if (earlier != null && facts.isInternal() && picksTheSame(facts, earlier)) {
      return earlier.granted(); // no request can name this place, so the decision stands
    }
    boolean behindProxy = policy.limits().isFromTrustedProxy(facts);
    String contradiction = RequestHost.contradiction(facts, behindProxy);
    if (contradiction != null) {
      return Denied.of(null, Reason.HOST, contradiction);
    }
    return judge(request, policy.rules().holding(facts));
  }

  /**
   * By each rule in turn, as if the request were sent on from one to the next. What one of them
   * denies and does not enforce yet, the next may still enforce.
   */
  private Outcome judge(Incoming request, List<PathRule> rules) {
    if (rules.size() == 1) { // as nearly always; no copies are made for a next one
      return usedUp(request, judge(request, rules.get(0)));
    }
    Outcome outcome =
        Denied.of(null, Reason.AMBIGUOUS_PATH, "the path can be read in more than one way");
    Incoming sentOn = request;
    Denied covered = null;
    for (PathRule rule : rules) {
      outcome = judge(sentOn, rule);
      if (outcome instanceof Denied denied && dryRuns.cover(denied, request)) {
        covered = covered == null ? denied : covered;
        continue;
      }
      if (!(outcome instanceof Granted granted)) {
        return outcome;
      }
      Granted whole = sentOn.equals(request) ? granted : ResponseHeaders.kept(sentOn, granted);
      outcome = whole;
      sentOn = request.after(whole);
    }
    return covered == null ? usedUp(request, outcome) : covered;
  }

  private Outcome usedUp(Incoming request, Outcome outcome) {
    return outcome instanceof Granted granted ? singleUse.useUp(request, granted) : outcome;
  }

  private Outcome judge(Incoming request, PathRule rule) {
    if (rule.access() == Access.DENY) {
      return Denied.of(rule, Reason.CLOSED, "rule '" + rule.name() + "' closes this path");
    }
    HttpAnswer preflight = policy.cors().preflight(request.facts());
    if (preflight != null) {
      return new Answered(preflight);
    }
    if (rule.access() == Access.PUBLIC || rule.access() == Access.OWN) {
      Pass earlier = request.earlier();
      Requester requester = earlier == null ? WithoutToken.ANONYMOUS : earlier.requester();
      return limits.grant(request, rule, requester, List.of());
    }
    return tokens.evaluate(request, rule);
  }

  /** Among the issuers by which the token was judged, whichever open rule has come since. */
  private boolean picksTheSame(RequestFacts facts, Pass earlier) {
    Credential credential = earlier.requester().credential();
    if (credential == null) {
      return true;
    }
    IssuerFilter judgedBy = credential.filter();
    List<String> selectors = policy.issuerResolver().selectors(facts);
    return selectors.size() <= 1
        && policy.issuerResolver().filter(selectors, judgedBy.allowed()).equals(judgedBy);
  }

  /**
   * A newer token in the place of the one with which a request has passed, by the same rule: of the
   * same caller, and good for longer.
   */
  Outcome renew(Incoming request, Pass passed, String token) {
    PathRule rule = passed.granted().rule();
    Outcome outcome = tokens.byToken(request, rule, token, null);
    if (!(outcome instanceof Granted granted)) {
      return outcome;
    }
    Rejection fault = NewerToken.fault(passed.caller(), granted.requester().caller());
    return fault == null
        ? singleUse.useUp(request, granted)
        : Denied.of(rule, fault.reason(), fault.detail());
  }

  /** The denial of a request by an endpoint, which may have seen a guess. */
  Denied byEndpoint(Incoming request, Reason reason, String detail) {
    PathRule rule = policy.rules().of(request.facts());
    return limits.countedFailure(request, rule, reason, detail, "failures");
  }

  /** The denial of a session that an endpoint would begin for a visitor; null where it may. */
  @Nullable Denied visitorDenied(Incoming request, Visitor visitor) {
    return limits.denyVisitor(request, policy.rules().of(request.facts()), visitor);
  }

  /** What the code that is about to run requires, of a request that has passed. */
  Outcome tighten(Pass passed, Requirements more) {
    Granted granted = passed.granted();
    if (more.unannotated() && policy.closesUnannotated()) {
      return Denied.of(
          granted.rule(), Reason.CLOSED, "no annotation opens this method (jaxrs.unannotated)");
    }
    if (granted.overridden() != null && !more.closed()) {
      return granted; // and the listeners know why it should not have passed
    }
    Reason unmet = more.unmetBy(granted.requester().caller());
    String text =
        more.closed()
            ? "an annotation closes this method"
            : "an annotation demands more: " + more.inFull(granted.requester().caller());
    return unmet == null ? granted : Denied.of(granted.rule(), unmet, text);
  }
}
