package dev.watchword.guard;

import dev.watchword.guard.Answer.Header;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.Limits.Charge;
import dev.watchword.guard.Refusals.Refusal;
import dev.watchword.guard.TokenSource.Found;
import dev.watchword.token.Caller;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Selection;
import dev.watchword.token.TimeRules;
import dev.watchword.token.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the checks: rule, token, verdict, what the rule demands of the caller,
 * the application's own checks, and the limit last, so that a refused request uses up nothing.
 */
final class Judgement {
  private static final Header NO_REFERRER = new Header("Referrer-Policy", "no-referrer");
  private static final List<Header> KEEP_PRIVATE =
      List.of(new Header("Cache-Control", "private, no-store"), NO_REFERRER);

  private static final Duration LONGEST_IN_QUERY = Duration.ofHours(1);

  private final RequestGuard guard;
  private final GuardPolicy policy;
  private final RequestFacts facts;
  private final Instant now;
  private final @Nullable Pass known;
  private String address;
  private boolean isInQuery;
  private @Nullable PathRule rule;
  private @Nullable GuardEvent event;

  /** A judgement that has not begun; {@code known} is the guard's own earlier decision, if any. */
  Judgement(RequestGuard guard, RequestFacts facts, Instant now, @Nullable Pass known) {
    this.guard = guard;
    this.policy = guard.policy();
    this.facts = facts;
    this.now = now;
    this.known = known;
    this.address = facts.address();
  }

  Decision decide() {
    address = policy.limits().address(facts);
    PathRule holding = policy.rules().of(facts);
    if (holding == null) {
      return refuse(Reason.AMBIGUOUS_PATH, "the path can be read in more than one way");
    }
    rule = holding;
    if (holding.access() == Access.DENY) {
      return refuse(Reason.CLOSED, "rule '" + holding.name() + "' closes this path");
    }
    Answer preflight = policy.cors().preflight(facts);
    if (preflight != null) {
      return new Stop(preflight);
    }
    return switch (holding.access()) {
      case TOKEN, OPTIONAL, PUBLISHABLE, DENY -> decideByToken(holding);
      case PUBLIC, OWN -> known == null ? pass(holding, Who.NOBODY, List.of()) : known.on(holding);
    };
  }

  private Decision decideByToken(PathRule holding) {
    Found found = TokenSource.find(facts, holding.sources());
    if (found instanceof Found.Faulty faulty) {
      return refuse(faulty.reason(), faulty.detail());
    }
    if (found instanceof Found.Token token) {
      return decideBy(token, holding);
    }
    String before = known == null ? null : known.token();
    if (before != null) {
      return decideBy(before, holding, List.of());
    }
    return holding.access() == Access.OPTIONAL
        ? pass(holding, Who.NOBODY, List.of())
        : refuse(Reason.MISSING, "no token came with the request");
  }

  private Decision decideBy(Found.Token token, PathRule holding) {
    if (token.source().isAmbient() && !policy.cors().isOwnOrListed(facts)) {
      return refuse(Reason.CROSS_SITE, "a cookie token needs proof of a page of ours");
    }
    isInQuery = token.source().place() == TokenSource.Place.QUERY;
    return decideBy(token.text(), holding, isInQuery ? KEEP_PRIVATE : List.of());
  }

  private Decision decideBy(String token, PathRule holding, List<Header> headers) {
    Caller judged = judgedBefore(token, holding);
    if (judged != null) {
      return admit(holding, judged, token, headers);
    }
    List<String> selectors = policy.choice().selectors(facts);
    if (selectors.size() > 1) {
      return refuse(Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once");
    }
    Selection selection = selection(selectors, holding);
    if (token.startsWith(Publishable.PREFIX)) {
      return decideByPublishable(token, selection, holding, headers);
    }
    Verdict verdict = guard.verifier().verify(token, selection, now);
    if (verdict instanceof Verdict.Admitted admitted) {
      return admit(holding, admitted.caller(), token, headers);
    }
    Verdict.Refused refused = (Verdict.Refused) verdict;
    return refuseToken(refused.reason(), refused.detail());
  }

  /** It is never read as anything else, and nothing else ever falls back to it. */
  private Decision decideByPublishable(
      String token, Selection selection, PathRule holding, List<Header> headers) {
    boolean before =
        known != null
            && token.equals(known.token())
            && holding.demand().issuers().equals(known.issuers());
    PublishableCheck check =
        new PublishableCheck(guard.verifier(), facts, holding, before ? known.visitor() : null);
    PublishableCheck.Outcome outcome = check.of(token, selection);
    if (outcome.visitor() == null) {
      return refuseToken(outcome.reason(), outcome.detail());
    }
    List<Header> all = new ArrayList<>(headers);
    all.addAll(outcome.headers());
    return pass(holding, new Who(null, outcome.visitor(), token), all);
  }

  /** A token that is not valid is counted, so that nobody can go on guessing. */
  private Decision refuseToken(Reason reason, String detail) {
    boolean isFailure = Refusals.isFailure(reason) && !isForgiven(reason);
    Charge charge = isFailure ? policy.limits().chargeFailure(address) : Charge.FREE;
    return charge.allowed()
        ? refuse(reason, detail)
        : refuse(
            Reason.FAILURES_LIMITED,
            "too many bad tokens from this address; this one: " + reason.word(),
            charge.headers());
  }

  /** The caller that was found before, by the same token, where the same issuers are believed. */
  private @Nullable Caller judgedBefore(String token, PathRule holding) {
    return known != null
            && token.equals(known.token())
            && holding.demand().issuers().equals(known.issuers())
        ? known.caller()
        : null;
  }

  /** Where requests must pick an issuer and one does not, only a rule that names one helps. */
  private Selection selection(List<String> selectors, PathRule holding) {
    return policy.choice().selection(selectors, holding.demand().issuers());
  }

  private Decision admit(PathRule holding, Caller caller, String token, List<Header> headers) {
    if (isInQuery && !endsSoon(caller)) {
      return refuse(Reason.LIFETIME, "a token in the query must end within the hour");
    }
    Reason unmet = holding.demand().unmetBy(caller);
    if (unmet != null) {
      return refuse(unmet, "rule '" + holding.name() + "' demands " + holding.demand().inFull());
    }
    for (CallerCheck check : guard.checks()) {
      if (!check.allows(caller, facts)) {
        return refuse(Reason.CALLER_CHECK, check.getClass().getName() + " said no");
      }
    }
    return pass(holding, new Who(caller, null, token), headers);
  }

  /** What stands in a query ends up in histories and in the logs of others. */
  private boolean endsSoon(Caller caller) {
    Instant latest = now.plus(LONGEST_IN_QUERY).plus(TimeRules.STANDARD_LEEWAY);
    return caller.expiresAt().filter(exp -> !exp.isAfter(latest)).isPresent();
  }

  private Decision pass(PathRule holding, Who who, List<Header> headers) {
    Caller caller = who.caller();
    List<Header> all = new ArrayList<>(policy.cors().headers(facts));
    all.addAll(headers);
    if (known == null) {
      Charge charge = policy.limits().charge(holding.limit(), address, who);
      if (!charge.allowed()) {
        String detail =
            "limit '" + charge.policy() + "' of rule '" + holding.name() + "' is used up";
        return refuse(Reason.RATE_LIMITED, detail, charge.headers());
      }
      all.addAll(charge.headers());
    }
    boolean isNews = known == null || known.caller() != caller; // an open path led to a guarded one
    event = isNews && guard.hasListeners() ? event(null, 0, true, caller, "", "") : null;
    return Pass.of(guard, holding, who, all);
  }

  /** The request has passed; the code that is to run may ask for more. */
  Decision tighten(Pass passed, Tightening more) {
    rule = passed.rule();
    if (passed.forgiven() != null) {
      return passed; // and the listeners know why it should not have
    }
    Reason unmet = more.unmetBy(passed.caller());
    return unmet == null ? passed : refuse(unmet, "an annotation demands more: " + more);
  }

  /**
   * An endpoint that checks its callers itself has refused this one: tells it, and counts it where
   * that may be a guess. The 429 that is to be answered then, or null.
   */
  @Nullable Answer refusedByEndpoint(Reason reason, String detail, int status) {
    address = policy.limits().address(facts);
    rule = policy.rules().of(facts);
    Charge charge =
        Refusals.isFailure(reason) ? policy.limits().chargeFailure(address) : Charge.FREE;
    if (!charge.allowed()) {
      String limited = "too many failures from this address; this one: " + reason.word();
      return stop(Reason.FAILURES_LIMITED, limited, charge.headers()).answer();
    }
    event = event(reason, status, true, null, newId(), detail);
    return null;
  }

  /** The same, in our own words. */
  Answer refusedInOurWords(Reason reason, String detail) {
    Answer limited = refusedByEndpoint(reason, detail, Refusals.status(reason));
    List<Header> headers = policy.cors().headers(facts);
    return limited == null ? stop(reason, detail, headers).answer() : limited;
  }

  /** Something failed; reading the request may well fail again. */
  Decision fault(Throwable fault) {
    String detail = fault.getClass().getName();
    try {
      return refuse(Reason.FAULT, detail);
    } catch (RuntimeException again) {
      return stop(Reason.FAULT, detail, List.of());
    }
  }

  private Decision refuse(Reason reason, String detail) {
    return refuse(reason, detail, List.of());
  }

  private Decision refuse(Reason reason, String detail, List<Header> headers) {
    List<Header> all = new ArrayList<>(policy.cors().headers(facts));
    boolean insecure = policy.leniency().isOpenTo(facts, reason);
    if (insecure || policy.leniency().isTrial(now)) {
      int status = Refusals.status(reason);
      event = isForgiven(reason) ? null : event(reason, status, false, null, newId(), detail);
      PathRule passing = rule == null ? policy.rules().otherwise() : rule;
      return Pass.forgiving(guard, passing, insecure ? Caller.INSECURE : null, reason, all);
    }
    all.addAll(headers);
    return stop(reason, detail, all);
  }

  /** Whether this was held against the request before, and told: once is enough. */
  private boolean isForgiven(Reason reason) {
    return known != null && known.forgiven() == reason;
  }

  private Stop stop(Reason reason, String detail, List<Header> headers) {
    String id = newId();
    event = event(reason, Refusals.status(reason), true, null, id, detail);
    List<TokenSource> sources = rule == null ? List.of() : rule.sources();
    String advice = sources.isEmpty() ? "" : sources.get(0).advice();
    List<Header> all = new ArrayList<>(headers);
    if (sources.stream().anyMatch(source -> source.place() == TokenSource.Place.QUERY)) {
      all.add(NO_REFERRER);
    }
    return new Stop(guard.refusals().answer(new Refusal(reason, detail, id), advice, all));
  }

  /** Not a secret: by it a client can name the log line without knowing its text. */
  private static String newId() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 32);
  }

  private GuardEvent event(
      @Nullable Reason reason,
      int status,
      boolean enforced,
      @Nullable Caller caller,
      String id,
      String detail) {
    return new GuardEvent(
        now,
        reason,
        enforced,
        status,
        facts.method(),
        facts.shownPath(),
        address,
        rule == null ? "" : rule.name(),
        caller,
        id,
        detail);
  }

  /** What the listeners are to hear; null for nothing. */
  @Nullable GuardEvent event() {
    return event;
  }
}
