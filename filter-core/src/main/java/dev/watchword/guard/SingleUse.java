package dev.watchword.guard;

import dev.watchword.guard.Outcome.Granted;
import dev.watchword.token.Rejection;

/** The very last check: a token is not used up by a request that is denied, and once a request. */
final class SingleUse {
  private final TokenMemory memory;
  private final LimitChecks limits;

  SingleUse(TokenMemory memory, LimitChecks limits) {
    this.memory = memory;
    this.limits = limits;
  }

  /** Uses up what the request has not used before; a denial where another request has. */
  Outcome useUp(Incoming request, Granted granted) {
    for (TokenUse use : granted.used()) {
      if (request.used().stream().noneMatch(use::isOfSameToken)) {
        Rejection no = memory.use(use);
        if (no != null) {
          return limits.denyToken(request, granted.rule(), no);
        }
      }
    }
    return granted;
  }
}
