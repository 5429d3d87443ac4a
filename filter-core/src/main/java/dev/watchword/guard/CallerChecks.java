package dev.watchword.guard;

import dev.watchword.guard.CheckResult.Refused;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.http.RequestFacts;
import dev.watchword.token.Caller;
import dev.watchword.token.Printable;
import dev.watchword.token.Reason;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The checks of the application's own, in their order. */
final class CallerChecks {
  private final List<CallerCheck> checks;

  CallerChecks(List<CallerCheck> checks) {
    this.checks = List.copyOf(checks);
  }

  /** The denial of the first that refuses; null where none does. */
  @Nullable Denied deny(PathRule rule, Caller caller, RequestFacts request) {
    return deny(rule, check -> check.check(caller, request));
  }

  @Nullable Denied deny(PathRule rule, Visitor visitor, RequestFacts request) {
    return deny(rule, check -> check.check(visitor, request));
  }

  private @Nullable Denied deny(PathRule rule, Function<CallerCheck, CheckResult> asking) {
    for (CallerCheck check : checks) {
      if (Objects.requireNonNull(asking.apply(check)) instanceof Refused refused) {
        return Denied.of(rule, Reason.CALLER_CHECK, NamedCheck.nameOf(check) + " said no")
            .withNote(Printable.plain(refused.text()));
      }
    }
    return null;
  }
}
