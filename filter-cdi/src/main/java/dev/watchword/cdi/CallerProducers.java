package dev.watchword.cdi;

import dev.watchword.Watchword;
import dev.watchword.guard.Decision.Pass;
import dev.watchword.token.Caller;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.servlet.ServletContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is injected without MicroProfile JWT. */
@Dependent
class CallerProducers {
  /** Null where the request has no caller; {@code Optional} says so in its type. */
  @Produces
  @Dependent
  static @Nullable Caller caller(CurrentDecision decision) {
    Pass pass = decision.pass();
    return pass == null ? null : pass.caller();
  }

  @Produces
  @Dependent
  static Optional<Caller> optionalCaller(CurrentDecision decision) {
    return Optional.ofNullable(caller(decision));
  }

  /** The one that guards this application. */
  @Produces
  @Dependent
  static Watchword watchword(ServletContext context) {
    if (context.getAttribute(Watchword.class.getName()) instanceof Watchword watchword) {
      return watchword;
    }
    throw new IllegalStateException(
        "this application has no Watchword yet: declare WatchwordListener or JwtFilter");
  }
}
