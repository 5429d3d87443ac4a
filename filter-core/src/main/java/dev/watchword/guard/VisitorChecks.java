package dev.watchword.guard;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.PublishableCheck.Accepted;
import dev.watchword.guard.PublishableCheck.Rejected;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.Unverified;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.token.Caller;
import dev.watchword.token.TokenVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The checks of requests whose token proves no user: a publishable one, or a visitor's session. */
final class VisitorChecks {
  private final Supplier<TokenVerifier> verifier;
  private final CallerChecks checks;
  private final LimitChecks limits;

  VisitorChecks(Supplier<TokenVerifier> verifier, CallerChecks checks, LimitChecks limits) {
    this.verifier = verifier;
    this.checks = checks;
    this.limits = limits;
  }

  /**
   * It is never read as anything else, and nothing else ever falls back to it.
   *
   * @param known the visitor that this token came with before; null for none
   */
  Outcome byPublishable(
      Incoming request,
      PathRule rule,
      Credential credential,
      @Nullable Visitor known,
      List<Header> headers) {
    PublishableCheck check = new PublishableCheck(verifier.get(), request.facts(), rule, known);
    return admit(
        request, rule, credential, check.of(credential.token(), credential.filter()), headers);
  }

  /** By the valid token of a session whose user nothing proves. */
  Outcome bySession(
      Incoming request, PathRule rule, Credential credential, Caller caller, List<Header> headers) {
    PublishableCheck check = new PublishableCheck(verifier.get(), request.facts(), rule, null);
    return admit(request, rule, credential, check.ofSession(caller), headers);
  }

  private Outcome admit(
      Incoming request,
      PathRule rule,
      Credential credential,
      PublishableCheck.Result result,
      List<Header> headers) {
    if (result instanceof Rejected rejected) {
      return limits.denyToken(request, rule, rejected.reason(), rejected.detail());
    }
    Accepted accepted = (Accepted) result;
    Denied no = checks.deny(rule, accepted.visitor(), request.facts());
    if (no != null) {
      return no;
    }
    List<Header> all = new ArrayList<>(headers);
    all.addAll(accepted.headers());
    return limits.grant(request, rule, new Unverified(accepted.visitor(), credential), all);
  }
}
