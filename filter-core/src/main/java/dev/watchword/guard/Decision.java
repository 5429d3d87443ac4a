package dev.watchword.guard;

import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. Test for {@link Pass} and stop at everything else. */
public sealed interface Decision {

  /** The request goes on to the application. Only a guard makes one. */
  final class Pass implements Decision {
    private final RequestGuard guard;
    private final PathRule rule;
    private final Who who;
    private final Set<String> issuers;
    private final @Nullable Reason forgiven;
    private final List<Answer.Header> headers;

    /** {@code issuers} are those that the rule named by which the token was judged. */
    private Pass(
        RequestGuard guard,
        PathRule rule,
        Who who,
        Set<String> issuers,
        @Nullable Reason forgiven,
        List<Answer.Header> headers) {
      this.guard = guard;
      this.rule = rule;
      this.who = who;
      this.issuers = issuers;
      this.forgiven = forgiven;
      this.headers = List.copyOf(headers);
    }

    static Pass of(RequestGuard guard, PathRule rule, Who who, List<Answer.Header> headers) {
      return new Pass(guard, rule, who, rule.demand().issuers(), null, headers);
    }

    /** For a request that goes on although there was a reason against it. */
    static Pass forgiving(
        RequestGuard guard,
        PathRule rule,
        @Nullable Caller caller,
        Reason reason,
        List<Answer.Header> headers) {
      return new Pass(guard, rule, new Who(caller, null, null), Set.of(), reason, headers);
    }

    /** The same request on its way to a path that is open. */
    Pass on(PathRule open) {
      return new Pass(guard, open, who, issuers, forgiven, headers);
    }

    /** The rule that let the request through. */
    public PathRule rule() {
      return rule;
    }

    /** Whose valid token came with the request; null where an open path was called without one. */
    public @Nullable Caller caller() {
      return who.caller();
    }

    /** Who showed a publishable token, about whom nothing is proved; null for anybody else. */
    public @Nullable Visitor visitor() {
      return who.visitor();
    }

    /** To be set on the application's answer before it runs. */
    public List<Answer.Header> headers() {
      return headers;
    }

    /** Whether nothing was looked at yet but that the path is open: nobody and no limit. */
    boolean isOpenOnly() {
      return who.equals(Who.NOBODY) && rule.limit() == null && forgiven == null;
    }

    boolean isBy(RequestGuard other) {
      return guard == other;
    }

    Set<String> issuers() {
      return issuers;
    }

    /** Why the request should not have passed; null where nothing was against it. */
    @Nullable Reason forgiven() {
      return forgiven;
    }

    @Nullable String token() {
      return who.token();
    }

    @Override
    public String toString() {
      return "Pass[" + rule.name() + ", " + who + "]";
    }
  }

  /** The request ends here: refused, or a preflight that the guard itself answers. */
  record Stop(Answer answer) implements Decision {}
}
