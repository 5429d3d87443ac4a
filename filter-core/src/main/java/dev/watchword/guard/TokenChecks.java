package dev.watchword.guard;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Authenticated;
import dev.watchword.guard.Requester.Credential;
import dev.watchword.guard.Requester.WithoutToken;
import dev.watchword.http.HttpAnswer.Header;
import dev.watchword.http.TokenExtractor;
import dev.watchword.http.TokenSearch;
import dev.watchword.http.TokenSearch.Found;
import dev.watchword.token.Caller;
import dev.watchword.token.IssuerFilter;
import dev.watchword.token.Publishable;
import dev.watchword.token.Reason;
import dev.watchword.token.Rejection;
import dev.watchword.token.SessionClaims;
import dev.watchword.token.TokenVerifier;
import dev.watchword.token.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The checks on a path whose rule looks at the token: where it is, whose it is, what the rule
 * requires of the caller, the application's own checks, and the limit last; {@link SingleUse}
 * follows.
 */
final class TokenChecks {
  private final Supplier<TokenVerifier> verifier;
  private final GuardPolicy policy;
  private final CallerChecks checks;
  private final LimitChecks limits;
  private final VisitorChecks visitors;

  TokenChecks(
      Supplier<TokenVerifier> verifier,
      GuardPolicy policy,
      CallerChecks checks,
      LimitChecks limits) {
    this.verifier = verifier;
    this.policy = policy;
    this.checks = checks;
    this.limits = limits;
    this.visitors = new VisitorChecks(verifier, checks, limits);
  }

  Outcome evaluate(Incoming request, PathRule rule) {
    Found found = TokenSearch.find(request.facts(), rule.sources());
    if (found instanceof Found.Faulty faulty) {
      return Denied.of(rule, faulty.fault().reason(), faulty.fault().detail());
    }
    if (found instanceof Found.Token token) {
      return token.source().isAmbient() && !policy.cors().isOwnOrListed(request.facts())
          ? Denied.of(rule, Reason.CROSS_SITE, needsProof(token.source()))
          : byToken(request, rule, token.text(), token.source());
    }
    Pass earlier = request.earlier();
    Credential shown = earlier == null ? null : earlier.requester().credential();
    if (shown != null) {
      return byToken(request, rule, shown.token(), null);
    }
    return rule.access() == Access.OPTIONAL
        ? limits.grant(
            request, rule, WithoutToken.ANONYMOUS, TokenSearch.headers(rule.sources(), null))
        : Denied.of(rule, Reason.MISSING, "no token came with the request");
  }

  private static String needsProof(TokenExtractor source) {
    String token = "Cookie".equals(source.varyBy()) ? "a cookie token" : "a token from " + source;
    return token + " needs proof of a page of ours";
  }

  /** {@code source} is null for a token that was seen before, and is not shown any more. */
  Outcome byToken(Incoming request, PathRule rule, String token, @Nullable TokenExtractor source) {
    List<String> selectors = policy.issuerResolver().selectors(request.facts());
    if (selectors.size() > 1) {
      return Denied.of(rule, Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once");
    }
    // Where requests must pick an issuer and one does not, only a rule that names one helps.
    IssuerFilter filter = policy.issuerResolver().filter(selectors, rule.requirements().issuers());
    Credential credential = new Credential(token, filter);
    List<Header> headers = TokenSearch.headers(rule.sources(), source);
    if (token.startsWith(Publishable.PREFIX)) {
      Requester known = judgedBefore(request, credential);
      Visitor visitor = known == null ? null : known.visitor();
      return visitors.byPublishable(request, rule, credential, visitor, headers);
    }
    return judgedBefore(request, credential) instanceof Authenticated known
        ? admit(request, rule, known, source, headers)
        : verified(request, rule, credential, source, headers);
  }

  private Outcome verified(
      Incoming request,
      PathRule rule,
      Credential credential,
      @Nullable TokenExtractor source,
      List<Header> headers) {
    Verdict verdict = verifier.get().verify(credential.token(), credential.filter(), request.now());
    if (!(verdict instanceof Verdict.Admitted admitted)) {
      return limits.denyToken(request, rule, (Rejection) verdict);
    }
    Caller caller = admitted.caller();
    Rejection revoked = policy.memory().revoked(caller, request.now());
    if (revoked != null) {
      return limits.denyToken(request, rule, revoked);
    }
    if (SessionClaims.isOfVisitor(caller)) {
      Denied unbound = unbound(request, rule, caller);
      if (unbound != null) {
        return unbound;
      }
      return mayStand(caller, source, request.now())
          ? visitors.bySession(request, rule, credential, caller, headers)
          : tooLongInUrl(rule);
    }
    return admit(request, rule, new Authenticated(caller, credential), source, headers);
  }

  /** The requester of the same token, judged by the same issuers before; null for none. */
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
      @Nullable TokenExtractor source,
      List<Header> headers) {
    Caller caller = requester.caller();
    boolean once = rule.once() || caller.use().singleUse();
    Rejection unusable = once ? TokenUse.fault(caller) : null;
    if (unusable != null) {
      return limits.denyToken(request, rule, unusable);
    }
    if (!mayStand(caller, source, request.now())) {
      return tooLongInUrl(rule);
    }
    Requirements requirements = rule.requirements();
    Reason unmet = requirements.unmetBy(caller);
    if (unmet != null) {
      return Denied.of(
          rule, unmet, "rule '" + rule.name() + "' demands " + requirements.inFull(caller));
    }
    Denied no = denied(request, rule, requester);
    if (no != null) {
      return no;
    }
    Outcome outcome = limits.grant(request, rule, requester, headers);
    return once && outcome instanceof Granted granted
        ? granted.using(TokenUse.of(caller, request.now()))
        : outcome;
  }

  /** By what the token is bound to, or by the application. */
  private @Nullable Denied denied(Incoming request, PathRule rule, Authenticated requester) {
    boolean isProven = isBoundAlike(request, rule, requester.credential());
    Denied unbound = isProven ? null : unbound(request, rule, requester.caller());
    return unbound == null ? checks.deny(rule, requester.caller(), request.facts()) : unbound;
  }

  /** Why the token is not for this request; null where it is. */
  private @Nullable Denied unbound(Incoming request, PathRule rule, Caller caller) {
    Rejection fault = rule.binding().fault(caller, request.facts());
    return fault == null ? null : limits.denyToken(request, rule, fault);
  }

  /** A dispatch has another path than the client asked for, and there it was the right one. */
  private static boolean isBoundAlike(Incoming request, PathRule rule, Credential credential) {
    Pass earlier = request.earlier();
    return earlier != null
        && judgedBefore(request, credential) != null
        && rule.binding().equals(earlier.granted().rule().binding());
  }

  /** What stands in a query ends up in histories and in the logs of others. */
  private static boolean mayStand(Caller caller, @Nullable TokenExtractor source, Instant now) {
    return source == null || !source.isInUrl() || TokenUse.endsWithinHour(caller, now);
  }

  private static Denied tooLongInUrl(PathRule rule) {
    return Denied.of(rule, Reason.LIFETIME, "a token in the query must end within the hour");
  }
}
