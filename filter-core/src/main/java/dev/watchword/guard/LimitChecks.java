package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Limits.Charge;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.Unverified;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.limit.Bucket;
import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Late in the checks: a request is granted within its limit, and failures are counted. */
final class LimitChecks {
  private final Limits limits;
  private final Meters meters;

  LimitChecks(Limits limits, Meters meters) {
    this.limits = limits;
    this.meters = meters;
  }

  /** Charges the rule's limit, unless it was charged for this request before. */
  Outcome grant(Incoming request, PathRule rule, Requester requester, List<Header> headers) {
    Caller caller = requester.caller();
    LimitPolicy limit = rule.limit() == null ? null : rule.limit().of(caller);
    String uncountable = limit == null || caller == null ? null : limit.uncountable(caller);
    if (uncountable != null) {
      return Denied.of(rule, Reason.CLAIM, uncountable);
    }
    List<Bucket> charged = request.charged();
    Bucket bucket = limit == null ? null : limits.bucket(limit, request.address(), requester);
    if (limit == null || bucket == null || charged.stream().anyMatch(bucket::isSameAs)) {
      return new Granted(rule, requester, charged, request.used(), headers, null);
    }
    Charge charge = meters.counted(limits.charge(limit, bucket));
    if (!charge.allowed()) {
      return denyCharge(rule, charge);
    }
    List<Bucket> chargedNow = new ArrayList<>(charged);
    chargedNow.add(bucket);
    List<Header> all = new ArrayList<>(headers);
    all.addAll(charge.headers());
    return new Granted(rule, requester, chargedNow, request.used(), all, null);
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

  /**
   * The denial of one more session for a visitor, whom nothing proves; null where there is room.
   */
  @Nullable Denied denyVisitor(Incoming request, @Nullable PathRule rule, Visitor visitor) {
    LimitPolicy limit = limits.visitors();
    Unverified requester = new Unverified(visitor, new Credential("", IssuerFilter.ANY));
    Charge charge = meters.counted(limits.charge(limit, request.address(), requester));
    return switch (charge.status()) {
      case ALLOWED -> null;
      case EXCEEDED ->
          Denied.of(
              rule,
              Reason.RATE_LIMITED,
              "limit '" + charge.policy() + "' is used up by visitors' sessions",
              charge.headers());
      case UNAVAILABLE -> uncounted(rule, charge);
    };
  }

  /** The same for what the verifier or the memory said of a token. */
  Denied denyToken(Incoming request, PathRule rule, Rejection refused) {
    return denyToken(request, rule, refused.reason(), refused.detail());
  }

  /** A token that is not valid is counted, so that guessing ends. */
  Denied denyToken(Incoming request, PathRule rule, Reason reason, String detail) {
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
    if (!ErrorResponses.isFailure(reason)) {
      return Denied.of(rule, reason, detail);
    }
    Charge charge = meters.counted(limits.chargeFailure(request.address()));
    return switch (charge.status()) {
      case ALLOWED -> Denied.of(rule, reason, detail);
      case EXCEEDED ->
          Denied.of(
              rule,
              Reason.FAILURES_LIMITED,
              "too many " + what + " from this address; this one: " + reason.code(),
              charge.headers());
      case UNAVAILABLE -> uncounted(rule, charge);
    };
  }
}
