package dev.watchword.guard;

import dev.watchword.guard.Answer.Header;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Limits.Charge;
import dev.watchword.guard.Outcome.Answered;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Authenticated;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.Nobody;
import dev.watchword.guard.Requester.Unverified;
import dev.watchword.guard.TokenSource.Found;
import dev.watchword.token.Caller;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Selection;
import dev.watchword.token.TimeRules;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order of the checks: path, rule, token, verdict, what the rule requires of the caller, the
 * application's own checks, and the limit last, so that a denied request uses up nothing. Has no
 * state; its one effect is that it charges limits.
 */
final class AccessChecks {
  private static final Duration LONGEST_IN_QUERY = Duration.ofHours(1);

  private final Supplier<TokenVerifier> verifier;
  private final GuardPolicy policy;
  private final List<CallerCheck> checks;

  AccessChecks(Supplier<TokenVerifier> verifier, GuardPolicy policy, List<CallerCheck> checks) {
    this.verifier = verifier;
    this.policy = policy;
    this.checks = List.copyOf(checks);
  }

  Outcome evaluate(Incoming request) {
    if (request.isUnreadable()) {
      return Denied.of(null, Reason.UNREADABLE, "the server cannot read the request");
    }
    RequestFacts facts = request.facts();
    Pass earlier = request.earlier();
    if (earlier != null && facts.isInternal()) {
      return earlier.granted(); // no request can name this place, so the decision stands
    }
    String contradiction = RequestHost.contradiction(facts);
    if (contradiction != null) {
      return Denied.of(null, Reason.HOST, contradiction);
    }
    PathRule rule = policy.rules().of(facts);
    if (rule == null) {
      return Denied.of(null, Reason.AMBIGUOUS_PATH, "the path can be read in more than one way");
    }
    if (rule.access() == Access.DENY) {
      return Denied.of(rule, Reason.CLOSED, "rule '" + rule.name() + "' closes this path");
    }
    Answer preflight = policy.cors().preflight(facts);
    if (preflight != null) {
      return new Answered(preflight);
    }
    if (rule.access() == Access.PUBLIC || rule.access() == Access.OWN) {
      Requester requester = earlier == null ? Nobody.ANONYMOUS : earlier.requester();
      return grant(request, rule, requester, List.of());
    }
    return byToken(request, rule);
  }

  private Outcome byToken(Incoming request, PathRule rule) {
    Found found = TokenSource.find(request.facts(), rule.sources());
    if (found instanceof Found.Faulty faulty) {
      return Denied.of(rule, faulty.reason(), faulty.detail());
    }
    if (found instanceof Found.Token token) {
      return token.source().isAmbient() && !policy.cors().isOwnOrListed(request.facts())
          ? Denied.of(rule, Reason.CROSS_SITE, "a cookie token needs proof of a page of ours")
          : byToken(request, rule, token.text(), token.source());
    }
    Pass earlier = request.earlier();
    Credential shown = earlier == null ? null : earlier.requester().credential();
    if (shown != null) {
      return byToken(request, rule, shown.token(), null);
    }
    return rule.access() == Access.OPTIONAL
        ? grant(request, rule, Nobody.ANONYMOUS, TokenSource.headers(rule.sources(), null))
        : Denied.of(rule, Reason.MISSING, "no token came with the request");
  }

  /** {@code source} is null for a token that was seen before, and is not shown any more. */
  private Outcome byToken(
      Incoming request, PathRule rule, String token, @Nullable TokenSource source) {
    List<String> selectors = policy.choice().selectors(request.facts());
    if (selectors.size() > 1) {
      return Denied.of(rule, Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once");
    }
    // Where requests must pick an issuer and one does not, only a rule that names one helps.
    Selection selection = policy.choice().selection(selectors, rule.demand().issuers());
    Credential credential = new Credential(token, selection);
    List<Header> headers = TokenSource.headers(rule.sources(), source);
    if (token.startsWith(Publishable.PREFIX)) {
      return byPublishable(request, rule, credential, headers);
    }
    if (judgedBefore(request, credential) instanceof Authenticated known) {
      return admit(request, rule, known, source, headers);
    }
    Verdict verdict = verifier.get().verify(token, selection, request.now());
    if (verdict instanceof Verdict.Admitted admitted) {
      Authenticated caller = new Authenticated(admitted.caller(), credential);
      return admit(request, rule, caller, source, headers);
    }
    Verdict.Refused refused = (Verdict.Refused) verdict;
    return denyToken(request, rule, refused.reason(), refused.detail());
  }

  /** It is never read as anything else, and nothing else ever falls back to it. */
  private Outcome byPublishable(
      Incoming request, PathRule rule, Credential credential, List<Header> headers) {
    Requester known = judgedBefore(request, credential);
    PublishableCheck check =
        new PublishableCheck(
            verifier.get(), request.facts(), rule, known == null ? null : known.visitor());
    PublishableCheck.Outcome outcome = check.of(credential.token(), credential.selection());
    if (outcome.visitor() == null) {
      return denyToken(request, rule, outcome.reason(), outcome.detail());
    }
    List<Header> all = new ArrayList<>(headers);
    all.addAll(outcome.headers());
    return grant(request, rule, new Unverified(outcome.visitor(), credential), all);
  }

  /** Whom the same token, judged by the same issuers, was found to speak for before. */
  private static @Nullable Requester judgedBefore(Incoming request, Credential credential) {
    Pass earlier = request.earlier();
    return earlier != null && credential.equals(earlier.requester().credential())
        ? earlier.requester()
        : null;
  }

  private Outcome admit(
      Incoming request,
      PathRule rule,
      Authenticated requester,
      @Nullable TokenSource source,
      List<Header> headers) {
    Caller caller = requester.caller();
    if (source != null && source.isInUrl() && !endsSoon(caller, request.now())) {
      return Denied.of(rule, Reason.LIFETIME, "a token in the query must end within the hour");
    }
    Reason unmet = rule.demand().unmetBy(caller);
    if (unmet != null) {
      return Denied.of(rule, unmet, "rule '" + rule.name() + "' demands " + rule.demand().inFull());
    }
    for (CallerCheck check : checks) {
      if (!check.allows(caller, request.facts())) {
        return Denied.of(rule, Reason.CALLER_CHECK, check.getClass().getName() + " said no");
      }
    }
    return grant(request, rule, requester, headers);
  }

  /** What stands in a query ends up in histories and in the logs of others. */
  private static boolean endsSoon(Caller caller, Instant now) {
    Instant latest = now.plus(LONGEST_IN_QUERY).plus(TimeRules.STANDARD_LEEWAY);
    return caller.expiresAt().filter(exp -> !exp.isAfter(latest)).isPresent();
  }

  /** Charges the rule's limit, unless it was charged for this request before. */
  private Outcome grant(
      Incoming request, PathRule rule, Requester requester, List<Header> headers) {
    LimitPolicy limit = rule.limit();
    List<LimitPolicy> charged = request.earlier() == null ? List.of() : request.earlier().charged();
    if (limit == null || charged.contains(limit)) {
      return new Granted(rule, requester, charged, headers, null);
    }
    Charge charge = policy.limits().charge(limit, request.address(), requester);
    if (!charge.allowed()) {
      return denyCharge(rule, charge);
    }
    List<LimitPolicy> chargedNow = new ArrayList<>(charged);
    chargedNow.add(limit);
    List<Header> all = new ArrayList<>(headers);
    all.addAll(charge.headers());
    return new Granted(rule, requester, chargedNow, all, null);
  }

  private static Denied denyCharge(PathRule rule, Charge charge) {
    return charge.status() == Charge.Status.UNAVAILABLE
        ? uncounted(rule, charge)
        : Denied.of(
            rule,
            Reason.RATE_LIMITED,
            "limit '" + charge.policy() + "' of rule '" + rule.name() + "' is used up",
            charge.headers());
  }

  private static Denied uncounted(@Nullable PathRule rule, Charge charge) {
    return Denied.of(
        rule,
        Reason.UNAVAILABLE,
        "limit '" + charge.policy() + "' could not be counted: " + charge.fault());
  }

  /** A token that is not valid is counted, so that nobody can go on guessing. */
  private Denied denyToken(Incoming request, PathRule rule, Reason reason, String detail) {
    Pass earlier = request.earlier();
    if (earlier != null && earlier.overridden() == reason) {
      return Denied.of(rule, reason, detail); // counted when it was first seen
    }
    return countedFailure(request, rule, reason, detail, "bad tokens");
  }

  /**
   * The denial of what may have been a guess: by another reason where the address has sent too
   * many.
   *
   * @param what it has sent, in the log's words
   */
  Denied countedFailure(
      Incoming request, @Nullable PathRule rule, Reason reason, String detail, String what) {
    if (!Refusals.isFailure(reason)) {
      return Denied.of(rule, reason, detail);
    }
    Charge charge = policy.limits().chargeFailure(request.address());
    return switch (charge.status()) {
      case ALLOWED -> Denied.of(rule, reason, detail);
      case EXCEEDED ->
          Denied.of(
              rule,
              Reason.FAILURES_LIMITED,
              "too many " + what + " from this address; this one: " + reason.word(),
              charge.headers());
      case UNAVAILABLE -> uncounted(rule, charge);
    };
  }

  /** What the code that is about to run requires, of a request that has passed. */
  Outcome tighten(Pass passed, Tightening more) {
    Granted granted = passed.granted();
    if (granted.overridden() != null && !more.closed()) {
      return granted; // and the listeners know why it should not have passed
    }
    Reason unmet = more.unmetBy(granted.requester().caller());
    return unmet == null
        ? granted
        : Denied.of(granted.rule(), unmet, "an annotation demands more: " + more);
  }
}
