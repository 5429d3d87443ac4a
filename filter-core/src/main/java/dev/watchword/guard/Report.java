package dev.watchword.guard;

import dev.watchword.guard.Answer.Header;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.Limits.Charge;
import dev.watchword.guard.Refusals.Refusal;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one request once it is judged: to the client by an answer, to the listeners by an
 * event. Knows what is forgiven for now, and what is counted as a failure.
 */
final class Report {
  private static final Header NO_REFERRER = new Header("Referrer-Policy", "no-referrer");

  private final RequestGuard guard;
  private final GuardPolicy policy;
  private final RequestFacts facts;
  private final Instant now;
  private final @Nullable Pass known;
  private String address;
  private @Nullable PathRule rule;
  private @Nullable GuardEvent event;
  private String advice = "";

  Report(RequestGuard guard, RequestFacts facts, Instant now, @Nullable Pass known) {
    this.guard = guard;
    this.policy = guard.policy();
    this.facts = facts;
    this.now = now;
    this.known = known;
    this.address = facts.address();
  }

  /** From where the request came, once that is found out. */
  void from(String client) {
    address = client;
  }

  /** By which rule the request is judged; null while none could be chosen. */
  void by(@Nullable PathRule holding) {
    rule = holding;
  }

  String address() {
    return address;
  }

  /** The request passes, and that is worth an event only if it was not told before. */
  void passed(Who who) {
    Caller caller = who.caller();
    boolean isNews = // or an open path led to a guarded one
        known == null
            || known.caller() != caller
            || !Objects.equals(known.visitor(), who.visitor());
    event = isNews && guard.hasListeners() ? event(null, 0, true, caller, "", "") : null;
  }

  /** A token that is not valid is counted, so that nobody can go on guessing. */
  Decision refuseToken(Reason reason, String detail) {
    Charge charge = isForgiven(reason) ? Charge.FREE : chargeGuess(reason);
    return charge.allowed()
        ? refuse(reason, detail)
        : refuse(
            Reason.FAILURES_LIMITED,
            "too many bad tokens from this address; this one: " + reason.word(),
            charge.headers());
  }

  private Charge chargeGuess(Reason reason) {
    return Refusals.isFailure(reason) ? policy.limits().chargeFailure(address) : Charge.FREE;
  }

  /**
   * An endpoint that checks its callers itself has refused this one: tells it, and counts it where
   * that may be a guess. The 429 that is to be answered then, or null.
   */
  @Nullable Answer refusedByEndpoint(Reason reason, String detail, int status) {
    from(policy.limits().address(facts));
    by(policy.rules().of(facts));
    Charge charge = chargeGuess(reason);
    if (!charge.allowed()) {
      String limited = "too many failures from this address; this one: " + reason.word();
      return stop(Reason.FAILURES_LIMITED, limited, charge.headers()).answer();
    }
    event = event(reason, status, true, null, newId(), detail);
    return null;
  }

  /** The same, in our own words; {@code what} should be sent where nothing was. */
  Answer refusedInOurWords(Reason reason, String detail, String what) {
    advice = what;
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

  Decision refuse(Reason reason, String detail) {
    return refuse(reason, detail, List.of());
  }

  Decision refuse(Reason reason, String detail, List<Header> headers) {
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
    String what = !advice.isEmpty() || sources.isEmpty() ? advice : sources.get(0).advice();
    List<Header> all = new ArrayList<>(headers);
    if (sources.stream().anyMatch(source -> source.place() == TokenSource.Place.QUERY)) {
      all.add(NO_REFERRER);
    }
    String scope = rule == null ? null : rule.demand().scope();
    Refusal refusal = new Refusal(reason, detail, id, scope);
    return new Stop(guard.refusals().answer(refusal, what, all));
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
