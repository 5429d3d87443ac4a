package dev.watchword.guard;

import dev.watchword.guard.Answer.Header;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Decision.Stop;
import dev.watchword.guard.Limits.Charge;
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
import org.jspecify.annotations.Nullable;

/**
 * One request's way through the checks: rule, token, verdict, what the rule demands of the caller,
 * the application's own checks, and the limit last, so that a refused request uses up nothing.
 */
final class Judgement {
  private static final List<Header> KEEP_PRIVATE =
      List.of(
          new Header("Cache-Control", "private, no-store"),
          new Header("Referrer-Policy", "no-referrer"));

  private static final Duration LONGEST_IN_QUERY = Duration.ofHours(1);

  private final RequestGuard guard;
  private final GuardPolicy policy;
  private final RequestFacts facts;
  private final Instant now;
  private final @Nullable Pass known;
  private final Report report;
  private boolean isInQuery;

  /** A judgement that has not begun; {@code known} is the guard's own earlier decision, if any. */
  Judgement(RequestGuard guard, RequestFacts facts, Instant now, @Nullable Pass known) {
    this.guard = guard;
    this.policy = guard.policy();
    this.facts = facts;
    this.now = now;
    this.known = known;
    this.report = new Report(guard, facts, now, known);
  }

  Decision decide() {
    report.from(policy.limits().address(facts));
    PathRule holding = policy.rules().of(facts);
    if (holding == null) {
      return report.refuse(Reason.AMBIGUOUS_PATH, "the path can be read in more than one way");
    }
    report.by(holding);
    if (holding.access() == Access.DENY) {
      return report.refuse(Reason.CLOSED, "rule '" + holding.name() + "' closes this path");
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
      return report.refuse(faulty.reason(), faulty.detail());
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
        : report.refuse(Reason.MISSING, "no token came with the request");
  }

  private Decision decideBy(Found.Token token, PathRule holding) {
    if (token.source().isAmbient() && !policy.cors().isOwnOrListed(facts)) {
      return report.refuse(Reason.CROSS_SITE, "a cookie token needs proof of a page of ours");
    }
    isInQuery = token.source().place() == TokenSource.Place.QUERY;
    return decideBy(token.text(), holding, isInQuery ? KEEP_PRIVATE : List.of());
  }

  private Decision decideBy(String token, PathRule holding, List<Header> headers) {
    Pass before = judgedBefore(token, holding);
    if (before != null && before.caller() != null) {
      return admit(holding, before.caller(), token, headers);
    }
    List<String> selectors = policy.choice().selectors(facts);
    if (selectors.size() > 1) {
      return report.refuse(Reason.SEVERAL_ISSUERS, "the request picks an issuer more than once");
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
    return report.refuseToken(refused.reason(), refused.detail());
  }

  /** It is never read as anything else, and nothing else ever falls back to it. */
  private Decision decideByPublishable(
      String token, Selection selection, PathRule holding, List<Header> headers) {
    Pass before = judgedBefore(token, holding);
    Visitor visitor = before == null ? null : before.visitor();
    PublishableCheck check = new PublishableCheck(guard.verifier(), facts, holding, visitor);
    PublishableCheck.Outcome outcome = check.of(token, selection);
    if (outcome.visitor() == null) {
      return report.refuseToken(outcome.reason(), outcome.detail());
    }
    List<Header> all = new ArrayList<>(headers);
    all.addAll(outcome.headers());
    return pass(holding, new Who(null, outcome.visitor(), token), all);
  }

  /** The earlier decision, if it was reached by the same token and the same issuers count. */
  private @Nullable Pass judgedBefore(String token, PathRule holding) {
    return known != null
            && token.equals(known.token())
            && holding.demand().issuers().equals(known.issuers())
        ? known
        : null;
  }

  /** Where requests must pick an issuer and one does not, only a rule that names one helps. */
  private Selection selection(List<String> selectors, PathRule holding) {
    return policy.choice().selection(selectors, holding.demand().issuers());
  }

  private Decision admit(PathRule holding, Caller caller, String token, List<Header> headers) {
    if (isInQuery && !endsSoon(caller)) {
      return report.refuse(Reason.LIFETIME, "a token in the query must end within the hour");
    }
    Reason unmet = holding.demand().unmetBy(caller);
    if (unmet != null) {
      return report.refuse(
          unmet, "rule '" + holding.name() + "' demands " + holding.demand().inFull());
    }
    for (CallerCheck check : guard.checks()) {
      if (!check.allows(caller, facts)) {
        return report.refuse(Reason.CALLER_CHECK, check.getClass().getName() + " said no");
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
    List<Header> all = new ArrayList<>(policy.cors().headers(facts));
    all.addAll(headers);
    if (known == null || known.isOpenOnly()) { // what was counted before is not counted again
      Charge charge = policy.limits().charge(holding.limit(), report.address(), who);
      if (!charge.allowed()) {
        String detail =
            "limit '" + charge.policy() + "' of rule '" + holding.name() + "' is used up";
        return report.refuse(Reason.RATE_LIMITED, detail, charge.headers());
      }
      all.addAll(charge.headers());
    }
    report.passed(who);
    return Pass.of(guard, holding, who, all);
  }

  /** The request has passed; the code that is to run may ask for more. */
  Decision tighten(Pass passed, Tightening more) {
    report.by(passed.rule());
    if (passed.forgiven() != null) {
      return passed; // and the listeners know why it should not have
    }
    Reason unmet = more.unmetBy(passed.caller());
    return unmet == null ? passed : report.refuse(unmet, "an annotation demands more: " + more);
  }

  /** What is to be said of the judgement. */
  Report report() {
    return report;
  }
}
