package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.WithoutToken;
import dev.watchword.http.RequestFacts;
import dev.watchword.stream.AtExpiry;
import dev.watchword.stream.StreamCredential;
import dev.watchword.token.Caller;
import dev.watchword.token.IssuerSourceException;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a guard says of the tokens of streams after their requests have passed. Safe for use by
 * several threads at once; never throws.
 */
public final class StreamTokens {
  /** An expired token still has good keys; what cannot be answered now is asked again soon. */
  private static final Set<Reason> NOT_BAD = Set.of(Reason.EXPIRED, Reason.UNAVAILABLE);

  private static final Set<Reason> OF_ITS_MOMENT =
      Set.of(
          Reason.RATE_LIMITED, Reason.STREAMS_LIMITED, Reason.FAILURES_LIMITED, Reason.UNAVAILABLE);

  private final Supplier<TokenVerifier> verifier;
  private final GuardPolicy policy;
  private final AccessChecks checks;
  private final DryRuns dryRuns;
  private final GuardEvents events;
  private final InstantSource clock;

  /** With the parts of the {@link RequestGuard} whose streams they are. */
  StreamTokens(
      Supplier<TokenVerifier> verifier,
      GuardPolicy policy,
      AccessChecks checks,
      DryRuns dryRuns,
      GuardEvents events,
      InstantSource clock) {
    this.verifier = verifier;
    this.policy = policy;
    this.checks = checks;
    this.dryRuns = dryRuns;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What a request was let through with.
   *
   * @param facts of that request; they are read after its end
   */
  public StreamCredential of(RequestFacts facts, Pass pass) {
    return new Shown(facts, pass);
  }

  private final class Shown implements StreamCredential {
    private final RequestFacts facts;
    private final Pass pass;

    Shown(RequestFacts facts, Pass pass) {
      this.facts = facts;
      this.pass = pass;
    }

    @Override
    public @Nullable Caller caller() {
      return pass.caller();
    }

    @Override
    public String countedAs() {
      Caller caller = pass.caller();
      return caller == null ? "address " + policy.limits().address(facts) : caller.id();
    }

    @Override
    public @Nullable AtExpiry atExpiry() {
      PathRule rule = pass.granted().rule();
      return rule == null ? null : rule.stream();
    }

    @Override
    public boolean isEnforced(Instant now) {
      return !dryRuns.cover(pass, facts, now);
    }

    @Override
    public boolean isGood(Instant now) {
      Credential shown = pass.requester().credential();
      if (shown == null) {
        return !isOfDryRun();
      }
      try {
        return pass.visitor() == null ? isGood(shown, now) : isGoodOfVisitor(shown, now);
      } catch (IssuerSourceException unavailable) {
        return true;
      }
    }

    /** Whether its request passed only because nothing was enforced; a limit is of its moment. */
    private boolean isOfDryRun() {
      return pass.requester() == WithoutToken.ANONYMOUS
          && pass.overridden() != null
          && !OF_ITS_MOMENT.contains(pass.overridden());
    }

    private boolean isGood(Credential shown, Instant now) {
      return !(verifier.get().verify(shown.token(), shown.filter(), now) instanceof Rejection no)
          || NOT_BAD.contains(no.reason());
    }

    /**
     * Nothing else watches over a visitor, who has no caller: a session ends here when it expires
     * or is revoked.
     */
    private boolean isGoodOfVisitor(Credential shown, Instant now) {
      TokenVerifier current = verifier.get();
      if (shown.token().startsWith(Publishable.PREFIX)) {
        return current.publisher(shown.token(), shown.filter()) != null;
      }
      Verdict verdict = current.verify(shown.token(), shown.filter(), now);
      if (verdict instanceof Verdict.Admitted admitted) {
        Rejection revoked = policy.memory().revoked(admitted.caller(), now);
        return revoked == null || revoked.reason() != Reason.REVOKED;
      }
      return ((Rejection) verdict).reason() == Reason.UNAVAILABLE;
    }

    @Override
    public Renewal renew(String token) {
      Instant now = clock.instant();
      Incoming request = new Incoming(facts, policy.limits().address(facts), now, pass);
      Outcome outcome = judged(request, token);
      events.publish(request, outcome, outcome);
      if (outcome instanceof Granted granted) {
        Pass newer = new Pass(this, granted, pass.headers());
        return new Renewal.Renewed(new Shown(facts, newer));
      }
      Reason reason = outcome instanceof Denied denied ? denied.reason() : Reason.FAULT;
      AnswerCode code = AnswerCode.of(reason);
      return new Renewal.Refused(code.name().toLowerCase(Locale.ROOT), code.status);
    }

    private Outcome judged(Incoming request, String token) {
      try {
        return checks.renew(request, pass, token);
      } catch (Exception | LinkageError | AssertionError | StackOverflowError fault) {
        return Denied.of(pass.granted().rule(), Reason.FAULT, fault.getClass().getName());
      }
    }

    /** Never the token. */
    @Override
    public String toString() {
      return pass.toString();
    }
  }
}
