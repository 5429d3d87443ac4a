package dev.watchword.guard;

import dev.watchword.guard.Outcome.Denied;
import dev.watchword.guard.Outcome.Granted;
import dev.watchword.guard.Requester.Nobody;
import java.util.List;

/**
 * Whether a denied request is really refused: the only place where it can turn into a granted one,
 * which {@link Leniency} must say.
 */
record Enforcement(Leniency leniency, PathRule otherwise) {

  Outcome apply(Outcome outcome, Incoming request) {
    if (!(outcome instanceof Denied denied)) {
      return outcome;
    }
    boolean insecure = leniency.isOpenTo(request.facts(), denied.reason());
    if (!insecure && !leniency.isTrial(request.now())) {
      return denied;
    }
    return new Granted(
        denied.rule() == null ? otherwise : denied.rule(),
        insecure ? Nobody.INSECURE : Nobody.ANONYMOUS,
        request.earlier() == null ? List.of() : request.earlier().charged(),
        List.of(),
        denied.reason());
  }
}
