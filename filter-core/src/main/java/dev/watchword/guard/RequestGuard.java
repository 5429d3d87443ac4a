package dev.watchword.guard;

import dev.watchword.event.GuardListener;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.Outcome.Answered;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.http.HttpAnswer;
import dev.watchword.http.IssuerResolver;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests, in four steps: the checks, whether what they say is enforced, the
 * listeners, the answer. Safe for use by several threads at once; never throws.
 */
public final class RequestGuard {
  private static final AtomicLong GUARDS = new AtomicLong();

  private final GuardPolicy policy;
  private final DryRuns dryRuns;
  private final AccessChecks checks;
  private final GuardEvents events;
  private final StreamTokens streamTokens;
  private final ErrorResponses errorResponses;
  private final ResponseHeaders headers;
  private final InstantSource clock;
  private final String decisionAttribute =
      Decision.class.getName() + "." + GUARDS.incrementAndGet();

  /**
   * A guard.
   *
   * @param verifier asked once a request, so that keys can be changed between two requests
   * @param clock read once a request
   */
  public RequestGuard(
      Supplier<TokenVerifier> verifier,
      GuardPolicy policy,
      List<CallerCheck> checks,
      List<GuardListener> listeners,
      InstantSource clock) {
    this.policy = policy;
    this.dryRuns = new DryRuns(verifier, policy);
    Listeners<GuardListener> all = Listeners.of(listeners);
    this.checks = new AccessChecks(verifier, policy, checks, dryRuns, Meters.of(all));
    this.events = new GuardEvents(all);
    this.streamTokens = new StreamTokens(verifier, policy, this.checks, dryRuns, events, clock);
    this.errorResponses = new ErrorResponses(policy.realm(), policy.fullAnswers());
    this.headers = new ResponseHeaders(policy.cors());
    this.clock = clock;
  }

  /** Judges a request that is read already, from the start. */
  public Decision check(RequestFacts facts) {
    return check(() -> facts, null);
  }

  /** The same as {@link #check(Supplier, Pass)} for a request that is read already. */
  Decision check(RequestFacts facts, @Nullable Pass earlier) {
    return check(() -> facts, earlier);
  }

  /**
   * Judges a request that may have been judged before, on its way to another path or by another
   * adapter: the rule of this path holds anew, for the verdict already reached. Each limit is
   * charged once a request.
   *
   * @param reading reads the request; where it throws, the answer is 400
   * @param earlier what a guard decided about this very request; null for nothing yet. It counts
   *     only where it is this guard's own, and its verdict only while the request still shows the
   *     same token and picks the same issuers
   */
  public Decision check(Supplier<RequestFacts> reading, @Nullable Pass earlier) {
    Incoming request = incoming(reading, earlier);
    Outcome outcome = guarded(request, checks::evaluate);
    Outcome enforced = guarded(request, any -> dryRuns.enforced(outcome, request));
    events.publish(request, outcome, enforced);
    return decision(request, enforced);
  }

  /**
   * Asks more of a request that has passed: what the code that is about to run requires. It can
   * only tighten.
   */
  public Decision tighten(Supplier<RequestFacts> reading, Pass passed, Requirements more) {
    Incoming request = incoming(reading, passed);
    Outcome outcome = guarded(request, any -> checks.tighten(passed, more));
    Outcome enforced = guarded(request, any -> dryRuns.enforced(outcome, request));
    events.publish(request, outcome, enforced);
    return decision(request, enforced);
  }

  private Incoming incoming(Supplier<RequestFacts> reading, @Nullable Pass earlier) {
    Pass own = earlier != null && earlier.isBy(this) ? earlier : null;
    return Incoming.read(reading, policy.limits(), clock.instant(), own);
  }

  /** Whatever fails inside is a denial, never a way through. */
  private Outcome guarded(Incoming request, Function<Incoming, Outcome> question) {
    try {
      return question.apply(request);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
      PathRule rule = policy.rules().ofFaulty(request.facts());
      return Denied.of(rule, Reason.FAULT, fault.getClass().getName());
    }
  }

  private Decision decision(Incoming request, Outcome outcome) {
    if (outcome instanceof Granted granted) {
      Pass earlier = request.earlier();
      return earlier != null && granted.equals(earlier.granted())
          ? earlier
          : new Pass(this, granted, headers.of(request, granted));
    }
    return new Stop(
        outcome instanceof Answered answered
            ? answered.answer()
            : errorResponses.answer((Denied) outcome, "", headers.forEveryAnswer(request)));
  }

  /**
   * Says that an endpoint of access {@code own} has refused its caller: the listeners are told, and
   * a refusal that may have been a guess is counted with the bad tokens of that address.
   *
   * @param own what the endpoint would answer
   * @return that answer; or the 429 for too many guesses, or the 503 where none can be counted
   */
  public HttpAnswer refusedByEndpoint(RequestFacts facts, Rejection rejection, HttpAnswer own) {
    Incoming request = incoming(() -> facts, null);
    Denied denied = deniedByEndpoint(request, rejection.reason(), rejection.detail());
    if (denied.reason() != rejection.reason()) {
      return answer(request, denied, "");
    }
    events.publish(request, denied, own.status());
    return own;
  }

  /**
   * Refuses a request in this guard's own words; told and counted like {@link #refusedByEndpoint}.
   *
   * @param advice what to send, for a request that shows nothing
   */
  public HttpAnswer refuse(RequestFacts facts, Reason reason, String detail, String advice) {
    Incoming request = incoming(() -> facts, null);
    return answer(request, deniedByEndpoint(request, reason, detail), advice);
  }

  /**
   * Counts a session that an endpoint is about to begin for a visitor of that issuer, whom nothing
   * proves: what to answer in its place, where {@code limit.publishable} is used up; else null.
   */
  public @Nullable HttpAnswer limitVisitor(RequestFacts facts, String issuer) {
    Incoming request = incoming(() -> facts, null);
    Denied denied = checks.visitorDenied(request, new Visitor(issuer, ""));
    return denied == null ? null : answer(request, denied, "");
  }

  private Denied deniedByEndpoint(Incoming request, Reason reason, String detail) {
    return (Denied) guarded(request, any -> checks.byEndpoint(request, reason, detail));
  }

  private HttpAnswer answer(Incoming request, Denied denied, String advice) {
    events.publish(request, denied, ErrorResponses.status(denied.reason()));
    return errorResponses.answer(denied, advice, headers.forEveryAnswer(request));
  }

  /** What picks the issuer of a request, among several. */
  public IssuerResolver issuerResolver() {
    return policy.issuerResolver();
  }

  /** Judges the tokens of streams that this guard has let through. */
  public StreamTokens streamTokens() {
    return streamTokens;
  }

  /** Whether the request needs no proof, being made on this machine for testing. */
  public boolean isInsecure(RequestFacts facts) {
    return policy.enforcement().permitsLocal(facts, Reason.MISSING);
  }

  /**
   * The name under which adapters keep this guard's own decision with the request. No other guard
   * has the same.
   */
  public String decisionAttribute() {
    return decisionAttribute;
  }
}
