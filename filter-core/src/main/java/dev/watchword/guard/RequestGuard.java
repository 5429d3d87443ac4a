package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.token.Reason;
import dev.watchword.token.Selection;
import dev.watchword.token.TokenVerifier;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests, and tells the listeners. The order of the checks is {@link Judgement}.
 * Safe for use by several threads at once; never throws.
 */
public final class RequestGuard {
  private final Supplier<TokenVerifier> verifier;
  private final GuardPolicy policy;
  private final List<CallerCheck> checks;
  private final List<GuardListener> listeners;
  private final InstantSource clock;
  private final Refusals refusals;
  private final AtomicBoolean listenerFailed = new AtomicBoolean();

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
    this.verifier = verifier;
    this.policy = policy;
    this.checks = List.copyOf(checks);
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
    this.refusals = new Refusals(policy.realm(), policy.fullAnswers());
  }

  /** Judges a request from the start. */
  public Decision check(RequestFacts facts) {
    return check(facts, null);
  }

  /**
   * Judges a request that may have been judged before, on its way to another path or by another
   * adapter: the rule of this path holds anew, for the verdict already reached. Limits are charged
   * the first time only.
   *
   * @param earlier what a guard decided about this very request; null for nothing yet. It counts
   *     only where it is this guard's own, and only while the request still shows the same token
   */
  public Decision check(RequestFacts facts, @Nullable Pass earlier) {
    return decide(facts, earlier, Judgement::decide);
  }

  /**
   * Asks more of a request that has passed: what the code that is about to run demands. It can only
   * tighten.
   */
  public Decision tighten(RequestFacts facts, Pass passed, Tightening more) {
    return decide(facts, passed, judgement -> judgement.tighten(passed, more));
  }

  /**
   * Says that an endpoint of access {@code own} has refused its caller: the listeners are told, and
   * a refusal that may have been a guess is counted with the bad tokens of that address.
   *
   * @param status what the endpoint answers
   * @return the 429 to answer instead, where there were too many; null where the endpoint may
   *     answer in its own words
   */
  public @Nullable Answer refusedByEndpoint(
      RequestFacts facts, Reason reason, String detail, int status) {
    Report report = new Report(this, facts, clock.instant(), null);
    Answer answer = report.refusedByEndpoint(reason, detail, status);
    tellOf(report);
    return answer;
  }

  /**
   * What picks the issuer of a request's users, for an endpoint that identifies them; null where
   * the request picks more than once.
   */
  public @Nullable Selection selectionOfUsers(RequestFacts facts) {
    List<String> selectors = policy.choice().selectors(facts);
    return selectors.size() > 1
        ? null
        : policy.choice().selection(selectors, Set.of()).ofEveryIssuer();
  }

  /** Whether the request needs no proof, being made on this machine for testing. */
  public boolean isInsecure(RequestFacts facts) {
    return policy.leniency().isOpenTo(facts, Reason.MISSING);
  }

  /**
   * Refuses a request in this guard's own words; told and counted like {@link #refusedByEndpoint}.
   *
   * @param advice what to send, for a request that shows nothing
   */
  public Answer refuse(RequestFacts facts, Reason reason, String detail, String advice) {
    Report report = new Report(this, facts, clock.instant(), null);
    Answer answer = report.refusedInOurWords(reason, detail, advice);
    tellOf(report);
    return answer;
  }

  private Decision decide(
      RequestFacts facts, @Nullable Pass earlier, Function<Judgement, Decision> question) {
    Pass known = earlier != null && earlier.isBy(this) ? earlier : null;
    Judgement judgement = new Judgement(this, facts, clock.instant(), known);
    Decision decision;
    try {
      decision = question.apply(judgement);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
      decision = judgement.report().fault(fault);
    }
    tellOf(judgement.report());
    return decision;
  }

  private void tellOf(Report report) {
    GuardEvent event = report.event();
    if (event != null) {
      tell(event);
    }
  }

  private void tell(GuardEvent event) {
    for (GuardListener listener : listeners) {
      try {
        listener.decided(event);
      } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
        if (listenerFailed.compareAndSet(false, true)) {
          System.getLogger("dev.watchword")
              .log(
                  Level.WARNING,
                  "A GuardListener threw {0}; requests go on. Said once.",
                  fault.getClass().getName());
        }
      }
    }
  }

  TokenVerifier verifier() {
    return verifier.get();
  }

  GuardPolicy policy() {
    return policy;
  }

  List<CallerCheck> checks() {
    return checks;
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  Refusals refusals() {
    return refusals;
  }
}
