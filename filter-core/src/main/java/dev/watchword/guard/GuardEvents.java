package dev.watchword.guard;

import dev.watchword.event.GuardEvent;
import dev.watchword.event.GuardListener;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.token.Caller;
import dev.watchword.token.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells the listeners what was decided about a request, each thing once. */
final class GuardEvents {
  private final Listeners<GuardListener> listeners;

  GuardEvents(Listeners<GuardListener> listeners) {
    this.listeners = listeners;
  }

  /** Tells of an outcome, and whether it is enforced. */
  void publish(Incoming request, Outcome outcome, Outcome enforced) {
    if (listeners.isEmpty()) {
      return;
    }
    if (outcome instanceof Granted granted && isNews(granted, request.earlier())) {
      tell(event(request, granted.rule(), granted.requester().caller()));
    } else if (outcome instanceof Denied denied) {
      boolean isEnforced = enforced instanceof Denied;
      if (isEnforced || isNews(denied, request.earlier())) {
        Denied told = enforced instanceof Denied answered ? answered : denied;
        tell(event(request, told, isEnforced, ErrorResponses.status(told.reason())));
      }
    }
  }

  /** Somebody who audits must hear who got in, also where an open path led to a guarded one. */
  private static boolean isNews(Granted granted, @Nullable Pass earlier) {
    return earlier == null
        || !Objects.equals(token(earlier.requester()), token(granted.requester()))
        || !Objects.equals(id(earlier.caller()), id(granted.requester().caller()))
        || !Objects.equals(earlier.visitor(), granted.requester().visitor());
  }

  private static @Nullable String token(Requester requester) {
    Requester.Credential credential = requester.credential();
    return credential == null ? null : credential.token();
  }

  private static @Nullable String id(@Nullable Caller caller) {
    return caller == null ? null : caller.id();
  }

  private static boolean isNews(Denied denied, @Nullable Pass earlier) {
    return earlier == null || earlier.overridden() != denied.reason();
  }

  /** Tells of a refusal that an endpoint answers in its own words. */
  void publish(Incoming request, Denied denied, int status) {
    tell(event(request, denied, true, status));
  }

  private static GuardEvent event(Incoming request, PathRule rule, @Nullable Caller caller) {
    return event(request, rule, null, true, 0, caller, "", "");
  }

  private static GuardEvent event(Incoming request, Denied denied, boolean enforced, int status) {
    return event(
        request,
        denied.rule(),
        denied.reason(),
        enforced,
        status,
        null,
        denied.id(),
        denied.inFull());
  }

  private static GuardEvent event(
      Incoming request,
      @Nullable PathRule rule,
      @Nullable Reason reason,
      boolean enforced,
      int status,
      @Nullable Caller caller,
      String id,
      String detail) {
    return new GuardEvent(
        request.now(),
        reason,
        enforced,
        status,
        request.facts().method(),
        request.facts().shownPath(),
        request.address(),
        rule == null ? "" : rule.name(),
        caller,
        id,
        detail);
  }

  private void tell(GuardEvent event) {
    listeners.tell(listener -> listener.decided(event));
  }
}
