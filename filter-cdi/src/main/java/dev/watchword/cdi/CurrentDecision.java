package dev.watchword.cdi;

import dev.watchword.guard.Decision.Pass;
import dev.watchword.token.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What was decided about the request of this scope. */
@RequestScoped
class CurrentDecision {
  @Inject @Nullable Instance<HttpServletRequest> requests;

  private @Nullable Pass known;

  /** Told by the JAX-RS adapter, which needs no servlet container. */
  void is(Pass pass) {
    known = pass;
  }

  @Nullable Pass pass() {
    return known == null && requests != null && requests.isResolvable()
        ? decided(requests.get())
        : known;
  }

  @Nullable Caller caller() {
    Pass pass = pass();
    return pass == null ? null : pass.caller();
  }

  /** Only a guard makes a {@code Pass}, so its type is proof enough. */
  private static @Nullable Pass decided(HttpServletRequest request) {
    for (String name : Collections.list(request.getAttributeNames())) {
      if (request.getAttribute(name) instanceof Pass pass) {
        return pass;
      }
    }
    return null;
  }
}
