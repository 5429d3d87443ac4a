package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Collections;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was decided about the request of the current thread. */
@Dependent
class CurrentDecision {
  private final Instance<HttpServletRequest> requests;

  @Inject
  CurrentDecision(Instance<HttpServletRequest> requests) {
    this.requests = requests;
  }

  /** Null where nothing was. CDI injects the request as it came, so an error page has it, too. */
  @Nullable Pass pass() {
    HttpServletRequest request = requests.get();
    return among(Collections.list(request.getAttributeNames()), request::getAttribute);
  }

  /** Only a guard makes a {@code Pass}, so its type is proof enough. */
  static @Nullable Pass among(Collection<String> names, Function<String, Object> values) {
    for (String name : names) {
      if (values.apply(name) instanceof Pass pass) {
        return pass;
      }
    }
    return null;
  }
}
